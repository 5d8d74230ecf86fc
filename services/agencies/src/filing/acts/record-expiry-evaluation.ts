import { type Day, dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { recordOf } from '../filing-record.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';

/** 登记备案期满评估: of the last period, with the day on which its result was published, where it was (FIL-011). */
export async function recordExpiryEvaluation(
  acting: Acting,
  on: OnFiling,
  evaluation: { readonly result: string; readonly publishedOn: Day | null },
): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'recordExpiryEvaluation',
      payload: evaluation,
      next: ({ filing }) => {
        const recorded = { ...evaluation, periodTo: filing.facts.periods.at(-1)!.to, on: today };
        return { record: { expiryEvaluations: [...recordOf(filing).expiryEvaluations, recorded] } };
      },
    }),
  );
}
