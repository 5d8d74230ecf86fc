import type { Day, LevelNumber } from '@shanghai/kernel';
import type { SearchHash } from '@shanghai/platform';
import type { CertificateSource } from '../certificate/certificate.js';

/** How many certificates of a batch are of one subject and level. */
export interface BatchCount {
  readonly itemId: string | null;
  readonly occupation: string;
  readonly level: LevelNumber | null;
  readonly count: number;
}

/**
 * 批次: certificates that came with one file, all of them or none. The batch is the aggregate and has the one journal row; its
 * digest binds the certificates that stand beside it.
 */
export interface CertificateBatch {
  readonly _id: string;
  readonly agencyId: string;
  readonly filingId: string;
  readonly source: Extract<CertificateSource, 'UPLOADED' | 'IMPORTED'>;
  /** By which agency the batch is known to the caller: with another file it is a conflict. */
  readonly batchKey: string;
  readonly registeredAt: Date;
  readonly rows: number;
  readonly flaggedRows: number;
  readonly counts: readonly BatchCount[];
  /** Of the file, keyed, since a file of one row could be guessed from a plain hash. */
  readonly fileHash: SearchHash;
  /** SHA-256 over the certificates as stored, in the order of their lines. */
  readonly contentDigest: string;
}

/** Why a row was refused: which line and column, by which rule. */
export interface RowRefusal {
  readonly line: number;
  /** Empty where the row as a whole is meant. */
  readonly column: string;
  readonly rule: string;
  readonly code: string;
  /** In Chinese; it never repeats the cell. */
  readonly message: string;
}

/** How often a rule has refused in one file. */
export interface RefusalCount {
  readonly rule: string;
  readonly code: string;
  readonly count: number;
}

/** A file that was refused for what the rules say: counts alone, no row and no person. */
export interface RefusedUpload {
  readonly _id: string;
  readonly agencyId: string;
  readonly filingId: string;
  readonly source: CertificateBatch['source'];
  readonly refusedOn: Day;
  readonly rows: number;
  readonly refusedRows: number;
  readonly outOfScopeRows: number;
  readonly counts: readonly RefusalCount[];
}
