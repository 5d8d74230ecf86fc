import type { DistrictCode, LevelNumber } from '@shanghai/kernel';
import type { Certificate, CertificateSource } from '../certificate/certificate.js';

/**
 * How finely certificates are counted: each agency in each subject, or one of the two summed up, so that no question has to
 * read the finest cells of the whole city.
 */
export type CellGrain = 'AGENCY_SUBJECT' | 'AGENCY' | 'SUBJECT';

/** How many certificates stand in which state. Hidden ones are not counted. */
export interface CertificateTally {
  readonly valid: number;
  readonly flagged: number;
  readonly revoked: number;
}

/** What certificates that are counted together have in common. */
export interface CellPlace {
  readonly grain: CellGrain;
  /** Null where agencies are summed up. */
  readonly agencyId: string | null;
  /** The catalogue item or comparison mapping, or the name of the occupation where the filing names neither; null where summed up. */
  readonly subject: string | null;
  readonly itemId: string | null;
  /** As the filing names it; null where summed up. */
  readonly occupation: string | null;
  /** Null where the seat of the agency is not known. */
  readonly district: DistrictCode | null;
  readonly level: LevelNumber | null;
  /** Of the day that the paper bears: 2026-11. */
  readonly month: string;
  readonly source: CertificateSource;
}

/** One count of certificates. */
export interface CertificateCell extends CellPlace, CertificateTally {
  readonly _id: string;
}

/** What of a certificate decides where, and as what, it is counted. */
export type CountedCertificate = Pick<
  Certificate,
  | 'agencyId'
  | 'itemId'
  | 'mappingId'
  | 'occupation'
  | 'district'
  | 'level'
  | 'issuedOn'
  | 'source'
  | 'status'
  | 'hiddenOn'
>;

/** A certificate before and after a change; before is null for a new one. */
export interface CountedChange {
  readonly before: CountedCertificate | null;
  readonly after: CountedCertificate;
}

const MONTH_LENGTH = '2026-11'.length;
const grains: readonly CellGrain[] = ['AGENCY_SUBJECT', 'AGENCY', 'SUBJECT'];

/** What a change adds to which cells, and takes from which; a cell that nothing changes in is not among them. */
export function cellChanges(changes: readonly CountedChange[]): readonly CertificateCell[] {
  const cells = new Map<string, CertificateCell>();
  for (const { before, after } of changes) {
    if (before) count(cells, before, -1);
    count(cells, after, 1);
  }
  return [...cells.values()].filter(({ valid, flagged, revoked }) => valid !== 0 || flagged !== 0 || revoked !== 0);
}

function count(cells: Map<string, CertificateCell>, certificate: CountedCertificate, by: 1 | -1): void {
  if (certificate.hiddenOn !== null) return;
  const { status } = certificate;
  for (const grain of grains) {
    const place = placeOf(certificate, grain);
    const _id = cellId(place);
    const { valid, flagged, revoked } = cells.get(_id) ?? { valid: 0, flagged: 0, revoked: 0 };
    cells.set(_id, {
      _id,
      ...place,
      valid: valid + (status === 'VALID' ? by : 0),
      flagged: flagged + (status === 'FLAGGED' ? by : 0),
      revoked: revoked + (status === 'REVOKED' ? by : 0),
    });
  }
}

function placeOf(certificate: CountedCertificate, grain: CellGrain): CellPlace {
  const { agencyId, itemId, mappingId, occupation, district, level, issuedOn, source } = certificate;
  const hasSubject = grain !== 'AGENCY';
  return {
    grain,
    agencyId: grain === 'SUBJECT' ? null : agencyId,
    subject: hasSubject ? (itemId ?? mappingId ?? occupation) : null,
    itemId: hasSubject ? itemId : null,
    occupation: hasSubject ? occupation : null,
    ...{ district, level, month: issuedOn.slice(0, MONTH_LENGTH), source },
  };
}

function cellId({ grain, agencyId, subject, district, level, month, source }: CellPlace): string {
  return JSON.stringify([grain, agencyId, subject, district, level, month, source]);
}
