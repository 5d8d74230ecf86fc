import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { judgeRenewalRequest, withRequest } from '../renewal-rules.js';

/** 提出续期备案申请: in the window; it changes nothing else (FIL-005). */
export async function requestRenewal(acting: Acting, on: OnFiling): Promise<FilingActOutcome> {
  const today = dayAt(acting.now);
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'requestRenewal',
      judge: ({ filing }) => [judgeRenewalRequest(filing.facts, today)],
      next: ({ filing }) => ({ facts: withRequest(filing.facts, today) }),
    }),
  );
}
