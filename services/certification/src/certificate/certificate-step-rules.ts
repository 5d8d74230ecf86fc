import { type DistrictCode, type Finding, finding } from '@shanghai/kernel';
import {
  type CertificateAct,
  type CertificateActor,
  type CertificateStep,
  certificateSteps,
  stateOfCertificate,
} from './certificate-machine.js';
import type { Certificate } from './certificate.js';

/** Who acts, as far as the machine asks. */
export interface CertificateBody {
  readonly role: CertificateActor | (string & {});
  /** Of a district bureau. */
  readonly district: DistrictCode | null;
}

/** Of a certificate what decides which acts are open. */
export type Standing = Pick<Certificate, 'status' | 'hiddenOn' | 'filingDistrict'>;

/**
 * Why an act is no step: NOT_AUTHORISED for another role, ILLEGAL_TRANSITION from another state, NOT_FILING_AUTHORITY for a
 * bureau that has not filed; null when it is one.
 */
export function judgeCertificateStep(
  { by, from, byFilingAuthority, guards: [rule], clauses }: CertificateStep,
  { role, district }: CertificateBody,
  certificate: Standing | null,
): Finding | null {
  const row = { rule, force: 'MUST', clauses } as const;
  const status = certificate && stateOfCertificate(certificate);
  if (!by.some((one) => one === role))
    return finding({ ...row, code: 'NOT_AUTHORISED' }, 'FAIL', '无权办理该事项', { role });
  if (!from.includes(status))
    return finding({ ...row, code: 'ILLEGAL_TRANSITION' }, 'FAIL', '证书当前状态下不能办理该事项', { status });
  // The Centre files for the city and may revoke whatever was filed by whom (CRT-003, PR); a bureau only what it has filed itself.
  const isOther = byFilingAuthority && role === 'DISTRICT_BUREAU' && certificate?.filingDistrict !== district;
  return isOther ? finding({ ...row, code: 'NOT_FILING_AUTHORITY' }, 'FAIL', '由备案机关办理', { district }) : null;
}

/** The acts that the machine opens on a certificate that is there. */
export function certificateActsOpenTo(body: CertificateBody, certificate: Standing): readonly CertificateAct[] {
  return certificateSteps.filter((one) => judgeCertificateStep(one, body, certificate) === null).map(({ act }) => act);
}
