import { describe, expect, test } from '@jest/globals';
import { type Day, type LedgerId, type NoticeNumber, day, findNotice, findPrecedence } from '@shanghai/kernel';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { type ChangedFacts, earlier, lawful, lineOf, listed } from '../application-facts.js';

/** One application, in each window: three agencies have its item, its applicant gave up and failed between the two. */
const application: ChangedFacts = {
  earlier: [
    earlier({ id: 'gave-up', status: 'ABANDONED', endedOn: '2024-12-10' }),
    earlier({ id: 'failed', status: 'FAILED_AGENCY', endedOn: '2024-12-05' }),
  ],
  form: {
    conditions: { ...lawful().form.conditions, examiners: null, premises: null },
    sites: lawful().form.sites.map((site) => ({ ...site, hasVideoSurveillance: false })),
  },
};

function judgedOn(at: string): readonly string[] {
  const edition = at < '2025-03-20' ? '2024-08' : '2025-03';
  const items = [{ listed: listed(edition), elsewhere: [], filedCount: 3, pendingCount: 0 }];
  return judgeSubmission(lawful({ at, ...application, items })).map(lineOf);
}

describe('one application in the window of 270号 and in that of 76号', () => {
  const cases: readonly (readonly [what: string, on270: readonly string[], on76: readonly string[]])[] = [
    ['the window', ['AGY-014 OUTSIDE_WINDOW PASS'], ['AGY-015 OUTSIDE_WINDOW PASS']],
    [
      'the list',
      ['AGY-009 NOT_IN_ROUND_SCOPE PASS items.0.fullName'],
      ['CAT-012 NOT_IN_ROUND_SCOPE PASS items.0.fullName'],
    ],
    [
      'giving up under 270号 (AGY-021), which 76号 does not lift',
      ['AGY-021 LOCKED_SAME_OCCUPATION PASS items.0'],
      ['AGY-021 LOCKED_SAME_OCCUPATION FAIL items.0'],
    ],
    [
      'failing before (AGY-022)',
      ['AGY-022 LOCKED_AFTER_FAILURE NOT_APPLICABLE'],
      ['AGY-022 LOCKED_AFTER_FAILURE FAIL'],
    ],
    [
      'the conditions (AGY-006a, AGY-006b)',
      ['AGY-006a CONDITION_MISSING FAIL conditions.premises', 'AGY-006b CONDITION_MISSING NOT_APPLICABLE'],
      ['AGY-006a CONDITION_MISSING NOT_APPLICABLE', 'AGY-006b CONDITION_MISSING FAIL conditions.examiners'],
    ],
    [
      'the sites (AGY-007a, AGY-007b)',
      ['AGY-007a SITE_RECOMMENDATION_MISSING PASS', 'AGY-007b SITE_WITHOUT_SURVEILLANCE NOT_APPLICABLE'],
      [
        'AGY-007a SITE_RECOMMENDATION_MISSING NOT_APPLICABLE',
        'AGY-007b SITE_RECOMMENDATION_MISSING PASS',
        'AGY-007b SITE_WITHOUT_SURVEILLANCE FAIL sites.0.hasVideoSurveillance',
      ],
    ],
    ['the cap (AGY-010)', ['AGY-010 AGENCY_CAP_REACHED NOT_APPLICABLE'], ['AGY-010 AGENCY_CAP_REACHED FAIL items.0']],
    ['the letter (AGY-027)', ['AGY-027 LETTER_TEXT_CHANGED NOT_APPLICABLE'], ['AGY-027 LETTER_TEXT_CHANGED PASS']],
  ];

  test.each(cases)('%s', (_, on270, on76) => {
    expect(judgedOn('2024-08-26')).toEqual(expect.arrayContaining([...on270]));
    expect(judgedOn('2025-03-26')).toEqual(expect.arrayContaining([...on76]));
    const since76 = on76.filter((one) => !on270.includes(one));
    expect(judgedOn('2024-08-26').filter((one) => since76.includes(one))).toEqual([]);
  });

  test.each([
    ['2024-08-26', '沪人社职〔2024〕270号'],
    ['2025-03-19', '沪人社职〔2024〕270号'],
    ['2025-03-20', '沪人社职〔2025〕76号'],
    ['2025-03-26', '沪人社职〔2025〕76号'],
  ])('is judged on %s by %s, wherever both speak', (at, notice) => {
    const rules: readonly LedgerId[] = ['AGY-001', 'AGY-002', 'AGY-003', 'AGY-011', 'AGY-012', 'AGY-013', 'QBK-004'];
    const spoken = judgeSubmission(lawful({ at })).filter(({ rule }) => rules.includes(rule));
    expect([...new Set(spoken.flatMap(({ clauses }) => clauses.map((one) => one.notice)))]).toEqual([notice]);
  });
});

describe('which notice prevails', () => {
  const cases: readonly (readonly [NoticeNumber, NoticeNumber, Day, NoticeNumber | null, LedgerId | null])[] = [
    // Later municipal policy: what 76号 says of the conditions takes the place of what 270号 said.
    ['沪人社职〔2024〕270号', '沪人社职〔2025〕76号', day('2025-03-19'), null, null],
    ['沪人社职〔2024〕270号', '沪人社职〔2025〕76号', day('2025-03-20'), '沪人社职〔2025〕76号', 'MET-001'],
    ['沪人社职〔2024〕120号', '沪人社职〔2024〕270号', day('2024-08-26'), '沪人社职〔2024〕270号', 'MET-002'],
    ['沪人社职〔2024〕120号', '沪人社职〔2024〕38号', day('2024-08-26'), '沪人社职〔2024〕120号', 'MET-001'],
    // The Centre never overrides the Bureau: 30号 adds its form and changes nothing of 76号.
    ['沪职鉴中心〔2026〕30号', '沪人社职〔2025〕76号', day('2026-06-23'), '沪人社职〔2025〕76号', 'MET-002'],
  ];
  test.each(cases)('of %s and %s on %s: %s by %s', (one, other, on, prevailing, rule) => {
    const found = findPrecedence(findNotice(one)!, findNotice(other)!, on);
    expect([found?.prevailing.number ?? null, found?.by.rule ?? null]).toEqual([prevailing, rule]);
  });
});
