import { type Code, dayAt } from '@shanghai/kernel';
import type { OnAggregate } from '@shanghai/platform';
import { type CertificateActing, type CertificateOutcome, performOnCertificate } from '../perform-on-certificate.js';

const OFFICER: Code = 'FLAGGED_BY_OFFICER';

/** 标记存疑 (CRT-006): something does not fit, and nothing else follows until somebody has looked. */
export async function flagCertificate(
  acting: CertificateActing,
  on: OnAggregate,
  reason: string,
): Promise<CertificateOutcome> {
  const flag = { code: OFFICER, message: reason, flaggedOn: dayAt(acting.now), clearedBecause: null };
  return performOnCertificate(acting, on, {
    act: 'flagCertificate',
    payload: { reason },
    reason,
    next: ({ flags }) => ({ status: 'FLAGGED', flags: [...flags, flag] }),
  });
}

/** 排除存疑: every flag that stands is cleared, for a reason. */
export async function clearCertificate(
  acting: CertificateActing,
  on: OnAggregate,
  reason: string,
): Promise<CertificateOutcome> {
  return performOnCertificate(acting, on, {
    act: 'clearCertificate',
    payload: { reason },
    reason,
    next: ({ flags }) => ({ status: 'VALID', flags: clearedFlags(flags, reason) }),
  });
}

/** Flags of which none stands any more. */
export function clearedFlags<Flag extends { readonly clearedBecause: string | null }>(
  flags: readonly Flag[],
  because: string,
): readonly Flag[] {
  return flags.map((one) => (one.clearedBecause === null ? { ...one, clearedBecause: because } : one));
}
