import type { Acting } from '../../application/perform-on-application.js';
import { judgePublication } from '../filing-publication-rules.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';

/** 报备: the Centre tells the national centre of a filing, once (FIL-014). */
export async function reportToNationalCentre(
  acting: Acting,
  on: OnFiling,
  reference: string | null,
): Promise<FilingActOutcome> {
  const { now } = acting;
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'reportToNationalCentre',
      payload: { reference },
      judge: ({ filing }) => [judgePublication('reportToNationalCentre', filing, now)],
      next: () => ({ reportedToNationalCentreAt: now, reportReference: reference }),
    }),
  );
}
