import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { publicationRuleOf } from '../../dist/filing/filing-publication-rules.js';

/** Where the words stand on which an act rests. */
function wordsOf(
  act: 'reportToNationalCentre' | 'publishFiling',
  type: 'SOCIAL_ORGANISATION' | 'COMPARISON',
  on: string,
) {
  const { rule, clauses } = publicationRuleOf(act, { type }, day(on));
  return `${rule} ${clauses.map(({ notice, item }) => `${notice} ${item}`).join()}`;
}

describe('a filing is reported and published by the notice on its agency (FIL-014, AGY-026)', () => {
  test.each([
    ['reportToNationalCentre', 'SOCIAL_ORGANISATION', '2025-03-19', 'FIL-014 沪人社职〔2024〕270号 三（五）'],
    ['reportToNationalCentre', 'SOCIAL_ORGANISATION', '2025-03-20', 'FIL-014 沪人社职〔2025〕76号 二（三）5'],
    ['reportToNationalCentre', 'SOCIAL_ORGANISATION', '2026-07-01', 'FIL-014 沪人社职〔2025〕76号 二（三）5'],
    ['reportToNationalCentre', 'COMPARISON', '2026-07-10', 'FIL-014 沪职鉴中心〔2026〕30号 三（三）'],
    ['publishFiling', 'SOCIAL_ORGANISATION', '2026-07-01', 'AGY-026 沪人社职〔2025〕76号 二（三）6'],
    ['publishFiling', 'COMPARISON', '2026-07-10', 'AGY-026 沪职鉴中心〔2026〕30号 三（四）'],
  ] as const)('%s of %s on %s', (act, type, on, words) => {
    expect(wordsOf(act, type, on)).toBe(words);
  });
});
