import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { judgeAdjustmentRequest } from '../adjustment-rules.js';
import { type AdjustmentRequest, recordOf } from '../filing-record.js';
import { gatherAdjustmentFacts } from '../gather-adjustment-facts.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';

/** 申请调整备案职业（工种）: items and levels more or less, while the filing is in force (FIL-012). */
export async function requestAdjustment(
  acting: Acting,
  on: OnFiling,
  { reason, ...request }: AdjustmentRequest & { readonly reason: string },
): Promise<FilingActOutcome> {
  const { store, now } = acting;
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'requestAdjustment',
      payload: { ...request, reason },
      reason,
      facts: async (held, session) => gatherAdjustmentFacts(store, held, request, now, session),
      judge: ({ filing }, facts) => judgeAdjustmentRequest(filing, request, facts),
      next: ({ filing }) => {
        const { adjustments } = recordOf(filing);
        const asked = { ...request, reason, no: adjustments.length + 1, requestedOn: dayAt(now), decision: null };
        return { record: { adjustments: [...adjustments, asked] } };
      },
    }),
  );
}
