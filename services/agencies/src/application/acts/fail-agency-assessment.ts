import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 机构评估未通过: from the day it is recorded the applicant is locked (AGY-022). */
export async function failAgencyAssessment(
  acting: Acting,
  on: OnApplication,
  reason: string,
): Promise<ApplicationActOutcome> {
  const { caller, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'failAgencyAssessment',
      payload: { reason },
      reason,
      next: ({ assessment }) => ({
        status: 'FAILED_AGENCY',
        endReason: reason,
        assessment: { ...assessment!, result: 'FAILED', decidedAt: now, decidedBy: caller.subject },
      }),
    }),
  );
}
