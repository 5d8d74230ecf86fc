import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { DeclaredConditions, ProposedSite } from '../../dist/application/application-form.js';
import { judgeSiteRecommendation } from '../../dist/application/site-rules.js';
import { barista, judgedForm, lineOf, listed, refused, siteRecommendation, verdictsOf } from '../application-facts.js';

const { conditions, sites } = judgedForm();
const [site] = sites;

function without(condition: keyof DeclaredConditions, value: string | number | boolean | null = null) {
  return { form: { conditions: { ...conditions, [condition]: value } } };
}

function siteOf(changed: Partial<ProposedSite>) {
  return { form: { sites: [{ ...site!, ...changed }] } };
}

describe('the conditions of an applicant (AGY-006a, AGY-006b)', () => {
  test.each([
    ['dedicatedBody', true, true],
    ['fullTimeStaff', true, true],
    ['experts', true, true],
    ['premises', true, false],
    ['hasEquipmentWithSurveillance', true, false],
    ['examiners', false, true],
    ['internalSupervisors', false, true],
    ['funding', true, true],
  ] as const)('%s: under 270号 %s, since 76号 %s', (condition, under270, since76) => {
    const line = (rule: string) => `${rule} CONDITION_MISSING conditions.${condition}`;
    expect(refused({ at: '2024-08-26', ...without(condition) })).toEqual(under270 ? [line('AGY-006a')] : []);
    expect(refused({ at: '2025-03-26', ...without(condition) })).toEqual(since76 ? [line('AGY-006b')] : []);
  });

  test.each([0, -1, 2.5])('are counted in whole persons, not %d', (value) => {
    expect(refused(without('examiners', value))).toEqual(['AGY-006b CONDITION_MISSING conditions.examiners']);
  });

  test.each([
    ['2024-08-18', 'NOT_APPLICABLE', 'NOT_APPLICABLE'],
    ['2024-08-19', 'PASS', 'NOT_APPLICABLE'],
    ['2025-03-19', 'PASS', 'NOT_APPLICABLE'],
    ['2025-03-20', 'NOT_APPLICABLE', 'PASS'],
  ])('on %s: AGY-006a and AGY-007a %s, AGY-006b and AGY-007b %s', (at, under270, since76) => {
    expect([verdictsOf('AGY-006a', { at }), verdictsOf('AGY-007a', { at })]).toEqual([[under270], [under270]]);
    expect([verdictsOf('AGY-006b', { at }), verdictsOf('AGY-007b', { at })]).toEqual([[since76], [since76]]);
  });
});

describe('an assessment site', () => {
  test('without video surveillance is refused since 76号 (AGY-007b)', () => {
    const changed = siteOf({ hasVideoSurveillance: false });
    expect(refused({ at: '2024-08-26', ...changed })).toEqual([]);
    expect(refused({ at: '2025-03-26', ...changed })).toEqual([
      'AGY-007b SITE_WITHOUT_SURVEILLANCE sites.0.hasVideoSurveillance',
    ]);
    expect(refused(siteOf({ hasVideoSurveillance: null }))).toHaveLength(1);
  });

  test.each([
    ['2024-08-26', 'AGY-007a'],
    ['2025-03-26', 'AGY-007b'],
  ])('is recommended by its own district, on %s by %s', (at, rule) => {
    const missing = `${rule} SITE_RECOMMENDATION_MISSING sites.0`;
    expect(refused({ at, siteRecommendations: [siteRecommendation({ district: '310101' })] })).toEqual([missing]);
    expect(refused({ at, siteRecommendations: [siteRecommendation({ siteNames: ['徐汇考核点'] })] })).toEqual([
      missing,
    ]);
    expect(refused({ at, siteRecommendations: [] })).toEqual([missing, 'AGY-011 RECOMMENDATION_MISSING']);
  });

  test('is recommended anew when it is moved to another district', () => {
    expect(refused(siteOf({ district: '310101' }))).toEqual(['AGY-007b SITE_RECOMMENDATION_MISSING sites.0']);
  });

  test('is there for each item (AGY-007b)', () => {
    const items = [barista(), barista({ fullName: '调酒师', code: '4-03-02-09' })];
    const second = listed('2025-03', { fullName: '调酒师', code: '4-03-02-09' });
    const known = [listed('2025-03'), second].map((one) => ({
      listed: one,
      elsewhere: [],
      filedCount: 0,
      pendingCount: 0,
    }));
    expect(refused({ form: { items }, items: known })).toContain('AGY-007b SITE_RECOMMENDATION_MISSING items.1');
  });

  const cases: readonly (readonly [string, readonly ProposedSite[], string])[] = [
    [
      'in no district of Shanghai',
      [{ ...site!, district: '320500' }],
      'SIT-001 INVALID_DISTRICT_CODE sites.0.district',
    ],
    ['without a name', [{ ...site!, name: '' }], 'SIT-001 INVALID_SITE sites.0.name'],
    ['without an address', [{ ...site!, address: ' ' }], 'SIT-001 INVALID_SITE sites.0.address'],
    ['named twice', [site!, site!], 'SIT-001 DUPLICATE_SITE sites.1.name'],
    [
      'for an item that is not applied for',
      [{ ...site!, itemNames: ['咖啡师', '调酒师'] }],
      'SIT-001 ITEM_NOT_APPLIED_FOR sites.0.itemNames.1',
    ],
  ];
  test.each(cases)('%s is refused (SIT-001)', (_, proposed, refusal) => {
    expect(refused({ form: { sites: proposed } })).toContain(refusal);
    expect(refused({ at: '2024-08-26', form: { sites: proposed } })).toContain(refusal);
  });
});

describe('a recommendation of sites', () => {
  test.each([
    ['310115', ['浦东考核点'], ['AGY-007b SITE_RECOMMENDATION_MISSING PASS']],
    ['310101', ['浦东考核点'], ['AGY-007b OUT_OF_DISTRICT FAIL siteNames.0']],
    ['310115', ['浦东考核点', '徐汇考核点'], ['AGY-007b SITE_UNKNOWN FAIL siteNames.1']],
    ['310115', [], ['AGY-007b SITE_REQUIRED FAIL siteNames']],
  ])('of %s for %j', (district, siteNames, lines) => {
    const findings = judgeSiteRecommendation({ district, siteNames }, judgedForm(), day('2025-03-26'));
    expect(findings.map(lineOf)).toEqual(lines);
  });

  test('under 270号 rests on AGY-007a', () => {
    const given = { district: '310101', siteNames: ['浦东考核点'] };
    const [found] = judgeSiteRecommendation(given, judgedForm(), day('2025-03-19'));
    expect(lineOf(found!)).toBe('AGY-007a OUT_OF_DISTRICT FAIL siteNames.0');
  });
});
