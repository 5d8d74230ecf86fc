import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 撤回申报: by the applicant, for any reason or none. */
export async function withdrawApplication(
  acting: Acting,
  on: OnApplication,
  reason: string | null,
): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'withdrawApplication',
      payload: { reason },
      reason,
      next: () => ({ status: 'WITHDRAWN', endReason: reason }),
    }),
  );
}
