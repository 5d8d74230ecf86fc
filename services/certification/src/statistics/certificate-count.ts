import type { CellGroup } from './certificate-cell-store.js';

/** 统计维度: by what certificates are counted. */
export type CertificateDimension = 'DISTRICT' | 'ITEM' | 'LEVEL' | 'AGENCY' | 'MONTH' | 'SOURCE';

/** The certificates of one group; null for numbers that are too small to be told. */
export interface CertificateCount extends Pick<CellGroup, 'value' | 'itemId' | 'occupation'> {
  readonly dimension: CertificateDimension;
  readonly total: number | null;
  readonly valid: number | null;
  readonly flagged: number | null;
  readonly revoked: number | null;
}

/** Below so many, the person counted could be recognised by who knows the agency and the month (PR). */
const FEW = 5;

/** A group as an authority, or the agency of the certificates itself, is told of it: as it is. */
export function exactCount(dimension: CertificateDimension, group: CellGroup): CertificateCount {
  const { valid, flagged, revoked } = group;
  return { ...group, dimension, total: valid + flagged + revoked };
}

/**
 * A group as others are told of it: no number from one to four, the others rounded to fives, so that two questions, or a sum and
 * its parts, do not give away by their difference what one alone withholds.
 */
export function coarseCount(dimension: CertificateDimension, group: CellGroup): CertificateCount {
  const exact = exactCount(dimension, group);
  const { total, valid, flagged, revoked } = exact;
  return {
    ...exact,
    total: coarse(total!),
    valid: coarse(valid!),
    flagged: coarse(flagged!),
    revoked: coarse(revoked!),
  };
}

function coarse(count: number): number | null {
  if (count > 0 && count < FEW) return null;
  return Math.round(count / FEW) * FEW;
}
