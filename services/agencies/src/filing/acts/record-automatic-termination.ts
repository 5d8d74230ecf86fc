import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { expiredSince, terminated } from '../termination-rules.js';

/**
 * 作出自动终止备案处理: of a filing that has expired without a request, from the first day it was not in force (FIL-005); or for
 * a cause outside of the three that 120号 names, from that day on, with a text (FIL-007, PR).
 */
export async function recordAutomaticTermination(
  acting: Acting,
  on: OnFiling,
  { reason, text }: { readonly reason: 'NO_RENEWAL' | 'OTHER'; readonly text: string | null },
): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: reason === 'NO_RENEWAL' ? 'recordNoRenewal' : 'recordOtherTermination',
      payload: { reason, text },
      reason: text,
      next: ({ filing }) => {
        const effectiveOn = reason === 'NO_RENEWAL' ? expiredSince(filing.facts, today) : today;
        const { facts, wrapUp } = terminated(filing, { kind: 'AUTOMATIC', reason, effectiveOn }, today);
        return { facts, record: { wrapUp, terminationBasis: { subjectStatus: null, evidence: null, text } } };
      },
    }),
  );
}
