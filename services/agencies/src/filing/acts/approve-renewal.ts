import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { remarkOnEvaluation, withDecision } from '../renewal-rules.js';

/** 同意续期: the next period begins the day after the last one (FIL-005); a missing evaluation is remarked (FIL-011). */
export async function approveRenewal(acting: Acting, on: OnFiling, reason: string | null): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'approveRenewal',
      payload: { reason },
      reason,
      judge: ({ filing }) => [remarkOnEvaluation(filing)],
      next: ({ filing }) => ({ facts: withDecision(filing.facts, 'APPROVED', today) }),
    }),
  );
}
