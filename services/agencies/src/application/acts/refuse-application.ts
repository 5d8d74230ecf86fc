import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 不予受理 for a formal defect: no failed assessment, and it locks nobody. */
export async function refuseApplication(
  acting: Acting,
  on: OnApplication,
  reason: string,
): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'refuseApplication',
      payload: { reason },
      reason,
      next: () => ({ status: 'REFUSED', endReason: reason }),
    }),
  );
}
