import type { OnAggregate } from '@shanghai/platform';
import { type CertificateActing, type CertificateOutcome, performOnCertificate } from '../perform-on-certificate.js';

/** 补证 (CRT-004): the same certificate on paper once more. */
export async function reissueCertificate(
  acting: CertificateActing,
  on: OnAggregate,
  reason: string,
): Promise<CertificateOutcome> {
  return performOnCertificate(acting, on, {
    act: 'reissueCertificate',
    payload: { reason },
    reason,
    next: ({ printNo }) => ({ printNo: printNo + 1 }),
    tell: ({ _id: certificateId, agencyId, filingId, printNo }) => ({
      type: 'certificate.reissued',
      payload: { certificateId, agencyId, filingId, printNo },
    }),
  });
}
