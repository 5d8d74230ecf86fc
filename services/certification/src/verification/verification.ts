import type { Finding } from '@shanghai/kernel';
import type { Certificate } from '../certificate/certificate.js';

/** 核验项: one question that a verification answers by itself. */
export type CheckName = 'REGISTERED' | 'STANDING' | 'SCOPE' | 'CURRENT' | 'NUMBER_STRUCTURE';

/** 核验项 with what was found. */
export interface VerificationCheck {
  readonly name: CheckName;
  readonly finding: Finding;
}

/** What of a certificate a verification reads and shows. */
export type VerifiableCertificate = Pick<
  Certificate,
  | '_id'
  | 'number'
  | 'name'
  | 'nameHash'
  | 'numberHash'
  | 'idNumber'
  | 'agencyId'
  | 'filingId'
  | 'source'
  | 'itemId'
  | 'occupation'
  | 'level'
  | 'examOn'
  | 'issuedOn'
  | 'inScope'
  | 'status'
  | 'revocation'
  | 'hiddenOn'
  | 'revision'
  | 'printNo'
  | 'synthetic'
>;

/** The answer to whether a certificate is genuine. */
export interface Verification {
  readonly checkedAt: Date;
  /** As it was asked for. */
  readonly number: string;
  readonly checks: readonly VerificationCheck[];
  /** Null where number and name are not both those of one certificate, whichever is wrong. */
  readonly certificate: VerifiableCertificate | null;
}
