import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { judgeConfirmation, terminated } from '../termination-rules.js';

/** 作出自愿终止备案处理: of what the agency asked for. A case against it goes on (FIL-008, FIL-010). */
export async function confirmTermination(acting: Acting, on: OnFiling): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'confirmTermination',
      judge: ({ filing }) => [judgeConfirmation(filing)],
      next: ({ filing }) => {
        const { facts, wrapUp } = terminated(filing, { kind: 'VOLUNTARY', effectiveOn: today }, today);
        return { facts, record: { wrapUp } };
      },
    }),
  );
}
