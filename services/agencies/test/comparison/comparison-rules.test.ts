import { describe, expect, test } from '@jest/globals';
import { refusalsOf } from '@shanghai/kernel';
import type { JudgedForm } from '../../dist/application/application.js';
import { judgeLetter, letterDuties } from '../../dist/application/letter-rules.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { preloadedRounds } from '../../dist/round/round-rules.js';
import { judgedForm, lawfulForm, recommendation } from '../application-facts.js';
import { roster } from '../roster/rosters.js';
import { type ChangedRouteFacts, comparisonForm, comparisonItem, knx, lawfulOn } from '../route-facts.js';

function refused(changed: ChangedRouteFacts = {}): readonly string[] {
  return refusalsOf(judgeSubmission(lawfulOn('COMPARISON', changed))).map(({ rule, code, path }) =>
    `${rule} ${code} ${path.join('.')}`.trimEnd(),
  );
}

const asked = comparisonForm();

function withComparison(changed: Partial<JudgedForm['comparison']>): ChangedRouteFacts {
  return { form: { comparison: { ...asked.comparison!, ...changed } } };
}

describe('the window of 30号 (CMP-014)', () => {
  test.each([
    ['2026-06-24T23:59:59+08:00', ['CMP-014 OUTSIDE_WINDOW']],
    ['2026-06-25T00:00:00+08:00', []],
    ['2026-06-30T23:59:59+08:00', []],
    ['2026-07-01T00:00:00+08:00', ['CMP-014 OUTSIDE_WINDOW']],
  ])('on %s: %j', (at, refusals) => {
    expect(refused({ at })).toEqual(refusals);
  });

  test('is not a round of social evaluation organisations, nor is theirs one of comparison', () => {
    const social = {
      ...preloadedRounds[1]!,
      opensOn: preloadedRounds.at(-1)!.opensOn,
      closesOn: preloadedRounds.at(-1)!.closesOn,
    };
    expect(refused({ rounds: [social] })).toEqual(['CMP-014 OUTSIDE_WINDOW']);
  });
});

describe('an applicant for comparison', () => {
  test.each<[string, ChangedRouteFacts, readonly string[]]>([
    [
      'that is registered elsewhere',
      { form: { registrationCity: '320000' } },
      ['CMP-005 APPLICANT_NOT_ELIGIBLE registrationCity'],
    ],
    ['that is no legal person', { form: { isIndependentLegalPerson: false } }, []],
    [
      'that belongs to government',
      { form: { isGovernmentAffiliated: true, isDecoupled: false } },
      ['CMP-006 GOVERNMENT_AFFILIATED isGovernmentAffiliated'],
    ],
    [
      'without a platform',
      withComparison({ verificationPlatform: ' ' }),
      ['CMP-007 VERIFICATION_PLATFORM_MISSING comparison.verificationPlatform'],
    ],
    ['without experience', withComparison({ experience: null }), ['CMP-007 CONDITION_MISSING comparison.experience']],
    [
      'without quality control',
      { form: { conditions: { ...asked.conditions!, qualityControl: null } } },
      ['CMP-008 CONDITION_MISSING conditions.qualityControl'],
    ],
    [
      'without full-time staff',
      { form: { conditions: { ...asked.conditions!, fullTimeStaff: 0 } } },
      ['CMP-008 CONDITION_MISSING conditions.fullTimeStaff'],
    ],
    ['that nobody recommends', { recommendations: [] }, ['CMP-009 RECOMMENDATION_MISSING']],
    [
      'by a changed letter',
      { recommendations: [recommendation({ dutiesParagraph: '不负责' })] },
      ['AGY-027 LETTER_TEXT_CHANGED recommendations.0'],
    ],
    [
      'without an electronic seal',
      withComparison({ hasElectronicSeal: false }),
      ['CMP-015 CREDENTIAL_MISSING comparison.hasElectronicSeal'],
    ],
    [
      'without 法人一证通',
      withComparison({ hasLegalPersonCertificate: null }),
      ['CMP-015 CREDENTIAL_MISSING comparison.hasLegalPersonCertificate'],
    ],
    [
      'whose plan has no control measures',
      withComparison({ planSections: asked.comparison!.planSections.slice(0, -1) }),
      ['CMP-017 PLAN_SECTION_MISSING comparison.planSections'],
    ],
    ['that follows no basic system', withComparison({ basicSystems: [] }), []],
    [
      'whose office is nobody knows whose',
      withComparison({ officePremises: null }),
      ['STF-018 FIELD_REQUIRED comparison.officePremises'],
    ],
    ['without declaration', { form: { declaration: null } }, ['AGY-013 DECLARATION_REQUIRED declaration']],
    ['with an open restriction', { restrictions: null }, ['VIO-006 RESTRICTED']],
    [
      'that is a branch without its number',
      { form: { isNationalAgencyBranch: true } },
      ['AGY-030 MINISTRY_NUMBER_REQUIRED ministryFilingNumber'],
    ],
  ])('%s', (_what, changed, refusals) => {
    expect(refused(changed)).toEqual(refusals);
  });

  test('needs no site, no papers and no recommendation of a district', () => {
    expect(lawfulOn('COMPARISON').form).toMatchObject({ sites: [], materials: expect.arrayContaining([]) });
    expect(refused({ siteRecommendations: [] })).toEqual([]);
  });

  test('submits five materials at once (CMP-013)', () => {
    for (const { type } of asked.materials!) {
      const materials = asked.materials!.filter((one) => one.type !== type);
      expect(refused({ form: { materials } })).toContain('CMP-013 MISSING_MATERIAL materials');
    }
    const found = judgeSubmission(lawfulOn('COMPARISON', { form: { materials: [] } })).find(
      ({ code }) => code === 'MISSING_MATERIAL',
    )!;
    expect(found.facts['missing']).toHaveLength(5);
  });
});

describe('an item for comparison', () => {
  test.each<[string, ChangedRouteFacts, readonly string[]]>([
    ['that is none', { form: { items: [] } }, ['CMP-004 ITEM_REQUIRED items']],
    [
      'that names no mapping',
      { mappings: [null], form: { items: [comparisonItem({ mappingId: null })] } },
      ['CMP-004 NOT_IN_COMPARISON_CATALOGUE items.0.mappingId'],
    ],
    ['that is in no catalogue', { mappings: [null] }, ['CMP-004 NOT_IN_COMPARISON_CATALOGUE items.0.mappingId']],
    [
      'that begins later',
      { mappings: [knx({ from: '2026-12-01' as never })] },
      ['CMP-004 NOT_IN_ROUND_SCOPE items.0.mappingId'],
    ],
    [
      'of another level',
      { form: { items: [comparisonItem({ levels: ['2'] })] } },
      ['CMP-004 LEVEL_NOT_IN_SCOPE items.0.levels'],
    ],
    [
      'of another occupation',
      { form: { items: [comparisonItem({ fullName: '咖啡师' })] } },
      ['CMP-004 NOT_IN_COMPARISON_CATALOGUE items.0.fullName'],
    ],
    [
      'that comes twice',
      { mappings: [knx(), knx()], form: { items: [comparisonItem(), comparisonItem()] } },
      ['CMP-004 DUPLICATE_CATALOGUE_ITEM items.1.mappingId'],
    ],
    ['before the catalogues have arrived', { mappings: null }, ['CMP-004 NOT_IN_ROUND_SCOPE items.0']],
  ])('%s is refused', (_what, changed, refusals) => {
    expect(refused(changed)).toEqual(refusals);
  });
});

describe('the people of an applicant for comparison', () => {
  test('are not in hand, so that every rule on them stays open and nothing is submitted', () => {
    const open = judgeSubmission(lawfulOn('COMPARISON', { roster: null, commitments: null })).filter(
      ({ verdict }) => verdict === 'UNDETERMINED',
    );
    const rules = open.map(({ rule }) => rule);
    expect(rules).toHaveLength(19);
    expect(rules.every((rule, at) => rules.indexOf(rule) === at && /^(STF|ISU)-/.test(rule))).toBe(true);
    for (const one of open)
      expect([one.force, one.verdict === 'UNDETERMINED' && one.missing.code]).toEqual([
        'MUST',
        one.rule === 'STF-017' ? 'COMMITMENTS' : 'ROSTER',
      ]);
    expect(refused({ roster: null })).toHaveLength(rules.length - 1);
  });

  test('are refused by the rules that they do not meet', () => {
    expect(refused({ roster: roster({ supervisors: [] }) })).toEqual(['ISU-001 SUPERVISOR_TOO_FEW supervisors']);
    expect(refused({ commitments: { isCommitted: false, unsigned: [2, 5] } })).toEqual([
      'STF-017 COMMITMENT_MISSING commitment',
      'STF-017 COMMITMENT_MISSING pledges',
    ]);
  });
});

describe('the letter of 30号 (CMP-009, AGY-027)', () => {
  const letter = { itemNames: [], dutiesParagraph: letterDuties, sealedOn: '2026-06-24' };
  const { on } = lawfulOn('COMPARISON');

  test('names no item', () => {
    expect(refusalsOf(judgeLetter(letter, judgedForm(), on, 'COMPARISON'))).toEqual([]);
    expect(refusalsOf(judgeLetter(letter, judgedForm(), on)).map(({ code }) => code)).toEqual(['ITEM_REQUIRED']);
  });

  test('keeps its paragraph, and cites 30号 for it', () => {
    const [refusal] = refusalsOf(judgeLetter({ ...letter, dutiesParagraph: '不负责' }, judgedForm(), on, 'COMPARISON'));
    expect([refusal!.code, refusal!.clauses[0]!.notice]).toEqual(['LETTER_TEXT_CHANGED', '沪职鉴中心〔2026〕30号']);
  });
});

test('no cap and no lock is asked for comparison (CMP-021)', () => {
  const earlier = [
    {
      id: 'a',
      status: 'FAILED_AGENCY',
      submittedOn: null,
      endedOn: lawfulOn('COMPARISON').on,
      notice: null,
      lineageIds: [],
    } as const,
  ];
  expect(refused({ earlier })).toEqual([]);
  expect(lawfulForm().items).toHaveLength(1);
});
