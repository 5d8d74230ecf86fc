import { type Finding, dayAt, finding } from '@shanghai/kernel';
import type { OnAggregate } from '@shanghai/platform';
import { certificateClauses } from '../certificate-clauses.js';
import type { AskedHiding } from '../certificate.js';
import { type CertificateActing, type CertificateOutcome, performOnCertificate } from '../perform-on-certificate.js';

const rule = {
  rule: 'CRT-004',
  force: 'MUST',
  code: 'HIDING_NOT_ASKED',
  clauses: [certificateClauses.keeping],
} as const;

/** 申请删除 (CRT-004): asked for by the agency, with a reason. */
export async function requestHiding(
  acting: CertificateActing,
  on: OnAggregate,
  reason: string,
): Promise<CertificateOutcome> {
  const hiding: AskedHiding = { reason, askedOn: dayAt(acting.now) };
  return performOnCertificate(acting, on, {
    act: 'requestHiding',
    payload: { reason },
    reason,
    next: () => ({ hiding }),
  });
}

/**
 * 批准删除 (CRT-004, PR): by the authority of the filing. The record is hidden from the public and kept with its history, so that
 * nothing that has to be kept (RET-001) is gone.
 */
export async function approveHiding(
  acting: CertificateActing,
  on: OnAggregate,
  reason: string,
): Promise<CertificateOutcome> {
  return performOnCertificate(acting, on, {
    act: 'approveHiding',
    payload: { reason },
    reason,
    judge: ({ hiding }) => [judgeAsked(hiding)],
    next: () => ({ hiddenOn: dayAt(acting.now), onceHash: null, hiding: null, correction: null }),
    tell: ({ _id: certificateId, agencyId, filingId, hiddenOn }) => ({
      type: 'certificate.hidden',
      payload: { certificateId, agencyId, filingId, hiddenOn },
    }),
  });
}

function judgeAsked(hiding: AskedHiding | null): Finding {
  return hiding === null ? finding(rule, 'FAIL', '评价机构没有申请删除') : finding(rule, 'PASS', '评价机构已申请删除');
}
