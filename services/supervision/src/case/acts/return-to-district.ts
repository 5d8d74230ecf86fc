import type { Acting } from '@shanghai/platform';
import { type CaseActOutcome, type OnCase, caseVerb, performOnCase } from '../perform-on-case.js';

/** 退回区: the city gives a case back, with the reason. */
export async function returnToDistrict(acting: Acting, on: OnCase, reason: string): Promise<CaseActOutcome> {
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'returnToDistrict',
      payload: { reason },
      reason,
      next: ({ proposals }) => ({
        status: 'INVESTIGATING',
        proposals: proposals.map((one, at) => (at === proposals.length - 1 ? { ...one, returned: reason } : one)),
      }),
    }),
  );
}
