import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 认定材料虚假 (AGY-029): since 30号 the applicant has promised to go, and the Centre ends it (PR). */
export async function rejectFalseMaterial(
  acting: Acting,
  on: OnApplication,
  reason: string,
): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'rejectFalseMaterial',
      payload: { reason },
      reason,
      next: () => ({ status: 'REJECTED_FALSE_MATERIAL', endReason: reason }),
    }),
  );
}
