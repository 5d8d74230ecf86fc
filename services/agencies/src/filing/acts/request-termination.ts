import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';
import { judgeTerminationRequest } from '../termination-rules.js';

/** 主动提出不再开展认定: the authority confirms it (FIL-008). */
export async function requestTermination(acting: Acting, on: OnFiling, reason: string): Promise<FilingActOutcome> {
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'requestTermination',
      payload: { reason },
      reason,
      judge: ({ filing }) => [judgeTerminationRequest(filing)],
      next: () => ({ record: { terminationRequest: { on: dayAt(acting.now), reason } } }),
    }),
  );
}
