import type { Clause, LedgerId } from '@shanghai/kernel';
import { certificateClauses as words } from './certificate-clauses.js';
import type { Certificate, CertificateStatus } from './certificate.js';

/** Who acts: a role of a caller, or the service itself. */
export type CertificateActor = 'AGENCY' | 'DISTRICT_BUREAU' | 'CENTRE' | 'SYSTEM';

/** What can be done to a certificate. Those of a batch are made together, or none of them. */
export type CertificateAct =
  | 'issueCertificate'
  | 'uploadCertificates'
  | 'importCertificates'
  | 'flagCertificate'
  | 'clearCertificate'
  | 'requestCorrection'
  | 'confirmCorrection'
  | 'reissueCertificate'
  | 'revokeCertificate'
  | 'requestHiding'
  | 'approveHiding';

/** A state of machine 7; HIDDEN is VALID, hidden: nothing leads out of it. */
export type CertificateState = CertificateStatus | 'HIDDEN';

/** One row of machine 7: who does it, from which states, and where it leads. */
export interface CertificateStep {
  readonly act: CertificateAct;
  readonly by: readonly CertificateActor[];
  /** Null for a certificate that is not there yet. */
  readonly from: readonly (CertificateState | null)[];
  readonly to: CertificateState | 'SAME';
  /** Whether only the authority of the filing does it (CRT-003, CRT-004). */
  readonly byFilingAuthority: boolean;
  /** The rules that guard it; the first is the one it is refused by when it is no step. */
  readonly guards: readonly [LedgerId, ...LedgerId[]];
  readonly clauses: readonly Clause[];
}

const AGENCY = ['AGENCY'] as const;
const AUTHORITIES = ['CENTRE', 'DISTRICT_BUREAU'] as const;
const issueGuards = ['CRT-001', 'FIL-004', 'STF-012', 'EVL-001', 'RTE-007', 'RTE-008', 'FIL-010'] as const;
const standing = ['VALID', 'FLAGGED'] as const;

/** Machine 7 (证书记录). */
export const certificateSteps: readonly CertificateStep[] = [
  step('issueCertificate', AGENCY, [null], 'VALID', issueGuards, words.issue),
  step('uploadCertificates', AGENCY, [null], 'VALID', issueGuards, words.issue),
  step('importCertificates', ['CENTRE'], [null], 'VALID', ['CRT-006'], words.comparing),
  step('flagCertificate', [...AUTHORITIES, 'SYSTEM'], ['VALID'], 'FLAGGED', ['CRT-006'], words.comparing),
  step('clearCertificate', AUTHORITIES, ['FLAGGED'], 'VALID', ['CRT-006'], words.comparing),
  step('requestCorrection', AGENCY, standing, 'SAME', ['CRT-004'], words.keeping),
  step('confirmCorrection', AGENCY, standing, 'VALID', ['CRT-004', 'STF-009'], words.keeping),
  step('reissueCertificate', AGENCY, ['VALID'], 'VALID', ['CRT-004'], words.keeping),
  ofFilingAuthority(
    step(
      'revokeCertificate',
      [...AUTHORITIES, 'SYSTEM'],
      standing,
      'REVOKED',
      ['CRT-003', 'VIO-005'],
      words.revocation,
    ),
  ),
  step('requestHiding', AGENCY, ['VALID'], 'SAME', ['CRT-004'], words.keeping),
  ofFilingAuthority(step('approveHiding', AUTHORITIES, ['VALID'], 'HIDDEN', ['CRT-004'], words.keeping)),
];

/** The row of an act. */
export function certificateStepOf(act: CertificateAct): CertificateStep {
  return certificateSteps.find((one) => one.act === act)!;
}

/** The state of the machine that a certificate is in. */
export function stateOfCertificate({ status, hiddenOn }: Pick<Certificate, 'status' | 'hiddenOn'>): CertificateState {
  return hiddenOn === null ? status : 'HIDDEN';
}

function step(
  act: CertificateAct,
  by: readonly CertificateActor[],
  from: CertificateStep['from'],
  to: CertificateStep['to'],
  guards: CertificateStep['guards'],
  ...clauses: readonly Clause[]
): CertificateStep {
  return { act, by, from, to, byFilingAuthority: false, guards, clauses };
}

function ofFilingAuthority(one: CertificateStep): CertificateStep {
  return { ...one, byFilingAuthority: true };
}
