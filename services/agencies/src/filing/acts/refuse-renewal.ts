import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { withDecision } from '../renewal-rules.js';

/** 不同意续期: the filing runs to its last day, or to the day of a decision that comes later (FIL-005). */
export async function refuseRenewal(acting: Acting, on: OnFiling, reason: string): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'refuseRenewal',
      payload: { reason },
      reason,
      next: ({ filing }) => ({ facts: withDecision(filing.facts, 'REFUSED', today) }),
    }),
  );
}
