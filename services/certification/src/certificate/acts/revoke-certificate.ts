import { type Day, dayAt } from '@shanghai/kernel';
import type { OnAggregate } from '@shanghai/platform';
import { revokedEvent } from '../certificate-event.js';
import type { Certificate, RevocationReason } from '../certificate.js';
import { type CertificateActing, type CertificateOutcome, performOnCertificate } from '../perform-on-certificate.js';

/** Why a certificate is revoked, and what is said of it. */
export interface RevocationAsked {
  readonly reason: RevocationReason;
  readonly because: string;
}

/** 撤销 (CRT-003): by the authority of the filing, for one of the two printed reasons. It stays to be found, as revoked. */
export async function revokeCertificate(
  acting: CertificateActing,
  on: OnAggregate,
  { reason, because }: RevocationAsked,
): Promise<CertificateOutcome> {
  return performOnCertificate(acting, on, {
    act: 'revokeCertificate',
    payload: { reason, because },
    reason: because,
    next: () => revoked(reason, dayAt(acting.now), null),
    tell: revokedEvent,
  });
}

/** What revocation makes of a certificate: another may now stand for the same exam. */
export function revoked(reason: RevocationReason, revokedOn: Day, caseId: string | null): Partial<Certificate> {
  const revocation = { reason, revokedOn, caseId };
  return { status: 'REVOKED', revocation, onceHash: null, correction: null, hiding: null };
}
