import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { judgePublication } from '../filing-publication-rules.js';
import { type FilingActOutcome, type OnFiling, filingVerb, performOnFiling } from '../perform-on-filing.js';

/** 信息公布: the Bureau tells the public of a filed agency, once (AGY-026). */
export async function publishFiling(acting: Acting, on: OnFiling, channel: string): Promise<FilingActOutcome> {
  const { now } = acting;
  return performOnFiling(
    acting,
    on,
    filingVerb({
      act: 'publishFiling',
      payload: { channel },
      judge: ({ filing }) => [judgePublication('publishFiling', filing, now)],
      next: () => ({ publishedOn: dayAt(now), publishedIn: channel }),
    }),
  );
}
