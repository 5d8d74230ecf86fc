import { describe, expect, test } from '@jest/globals';
import { nameKey } from '@shanghai/kernel';
import { annexedEditions } from '../../dist/edition/editions.js';
import { industryTags } from '../../dist/recommendation/industry-rules.js';
import type { RecommendationForm } from '../../dist/recommendation/recommendation-form.js';
import { judgeSubmission } from '../../dist/recommendation/submission-rules.js';
import { judgeWindow } from '../../dist/recommendation/window-rules.js';
import { printedRounds } from '../../dist/round/selection-round.js';
import { formFile, instant, lawfulFacts, notListed, openedRound, refused } from './recommendations.js';

describe('REC-007: a recommendation', () => {
  test.each([
    ['2025-03-19T23:59:59+08:00', 'FAIL'],
    ['2025-03-20T00:00:00+08:00', 'PASS'],
    ['2025-06-19T23:59:59+08:00', 'FAIL'],
    ['2025-06-20T00:00:00+08:00', 'PASS'],
    ['2025-06-30T23:59:59+08:00', 'PASS'],
    ['2025-07-01T00:00:00+08:00', 'FAIL'],
    ['2025-12-30T23:59:59+08:00', 'PASS'],
    ['2025-12-31T00:00:00+08:00', 'FAIL'],
    ['2025-04-25T10:00:00+08:00', 'FAIL'],
    ['2026-03-25T10:00:00+08:00', 'FAIL'],
  ])('at %s: %s', (at, verdict) => {
    expect(judgeWindow({ at: instant(at), rounds: printedRounds }).verdict).toBe(verdict);
  });

  test('comes in a round of 2026 that the Centre has opened, as assumed continuation', () => {
    const rounds = [...printedRounds, openedRound('2026-03')];
    expect(judgeWindow({ at: instant('2026-03-25'), rounds })).toMatchObject({
      verdict: 'PASS',
      facts: { round: '2026-03', assumedContinuation: true },
    });
  });

  test('that is late is told when the next round begins', () => {
    expect(judgeWindow({ at: instant('2025-07-01'), rounds: printedRounds }).facts['nextOpensOn']).toBe('2025-09-20');
  });
});

test('a lawful recommendation is refused by nothing', () => {
  expect(refused(lawfulFacts())).toEqual([]);
});

const blank: Partial<RecommendationForm> = {
  ...{ formNo: null, priority: null, code: ' ', occupation: '', standardName: null, standardVersion: null },
  ...{ isShortage: null, reason: '', contactName: null, contactPhone: ' ', filledOn: null },
};

describe('what is wrong with a form is told at its place', () => {
  test.each<[string, Partial<RecommendationForm>, string[]]>([
    [
      'REC-006: headcounts of two years',
      { expectedHeadcounts: [1, 2] },
      ['EXPECTED_HEADCOUNT_REQUIRED expectedHeadcounts'],
    ],
    [
      'REC-006: a year without anyone',
      { expectedHeadcounts: [1, 0, 2] },
      ['EXPECTED_HEADCOUNT_REQUIRED expectedHeadcounts 1'],
    ],
    ['REC-009: 31 June', { filledOn: '2025-06-31' }, ['INVALID_DAY filledOn']],
    ['REC-009: a day that has not come', { filledOn: '2025-06-21' }, ['DAY_IN_FUTURE filledOn']],
    ['REC-010: no place', { priority: 0 }, ['INVALID_PRIORITY priority']],
    ['CAT-003: a code of another form', { code: '6-25-4-05' }, ['INVALID_OCCUPATION_CODE code']],
    ['CAT-005: a name with half a bracket', { occupation: '装调员（' }, ['INVALID_CATALOGUE_NAME occupation']],
    ['REC-003: not of the classification', { standing: null }, ['OCCUPATION_NOT_ELIGIBLE standing']],
    ['REC-003: a single ability', { code: '4-04-05-Z3' }, ['OCCUPATION_NOT_ELIGIBLE code']],
    [
      'REC-003: no standard',
      { standardName: null },
      ['FIELD_REQUIRED standardName', 'OCCUPATION_NOT_ELIGIBLE standardName'],
    ],
    [
      'CAT-009: an access licence',
      { isAccessLicence: true },
      ['OCCUPATION_NOT_ELIGIBLE isAccessLicence', 'ACCESS_LICENCE_EXCLUDED isAccessLicence'],
    ],
    ['CAT-009: nobody says whether', { isAccessLicence: null }, ['ACCESS_LICENCE_EXCLUDED isAccessLicence']],
    ['REC-013: a tag of another list', { industries: ['人工智能', '元宇宙'] }, ['UNKNOWN_INDUSTRY_TAG industries 1']],
    ['REC-013: a tag twice', { industries: ['汽车', '汽车'] }, ['DUPLICATE_INDUSTRY_TAG industries 1']],
    ['REC-008: no Word file', { files: [formFile('PDF')] }, ['MISSING_MATERIAL files']],
    ['REC-008: neither file', { files: [] }, ['MISSING_MATERIAL files', 'MISSING_MATERIAL files']],
    [
      'REC-008: a Word file in the place of the PDF',
      { files: [formFile('PDF', { mediaType: 'application/msword' }), formFile('WORD')] },
      ['FILE_TYPE_MISMATCH files 0 mediaType'],
    ],
    [
      'REC-008: an empty file and half a checksum',
      { files: [formFile('PDF', { sizeBytes: 0 }), formFile('WORD', { sha256: 'b'.repeat(32) })] },
      ['INVALID_FILE_SIZE files 0 sizeBytes', 'INVALID_CHECKSUM files 1 sha256'],
    ],
    [
      'REC-008: the same file under two names',
      { files: [formFile('PDF'), formFile('WORD', { sha256: 'a'.repeat(64) })] },
      ['DUPLICATE_MATERIAL files 1 sha256'],
    ],
    [
      'REC-008: a file that nobody asked for',
      { files: [formFile('PDF'), formFile('WORD'), formFile('PDF', { type: 'LETTER', sha256: 'c'.repeat(64) })] },
      ['UNKNOWN_MATERIAL files 2 type'],
    ],
  ])('%s', (_, form, codes) => {
    expect(refused(lawfulFacts({ form }))).toEqual(codes);
  });

  test('REC-009: every blank field at once', () => {
    const codes = refused(lawfulFacts({ form: blank }));
    expect(codes.filter((code) => code.startsWith('FIELD_REQUIRED'))).toEqual(
      Object.keys(blank)
        .map((field) => `FIELD_REQUIRED ${field}`)
        .sort(byForm),
    );
  });

  test('REC-010: a place that another row of the form has', () => {
    expect(refused(lawfulFacts({ otherPriorities: [1] }))).toEqual(['DUPLICATE_PRIORITY priority']);
  });

  test('all of it at once, with the window', () => {
    const codes = refused(lawfulFacts({ at: instant('2025-07-01'), form: { files: [], industries: ['x'] } }));
    expect(codes).toEqual([
      'OUTSIDE_WINDOW',
      'UNKNOWN_INDUSTRY_TAG industries 0',
      'MISSING_MATERIAL files',
      'MISSING_MATERIAL files',
    ]);
  });
});

describe('REC-014: what the catalogue lists already', () => {
  const [edition] = annexedEditions.slice(2);
  const item = { fullName: '咖啡师', key: nameKey('咖啡师') } as never;

  test('under this name is not recommended again', () => {
    const listed = { ...notListed, state: 'RESOLVED', item } as const;
    expect(refused(lawfulFacts({ listed }))).toEqual(['ALREADY_IN_CATALOGUE occupation']);
  });

  test('under another name by its renames is not either', () => {
    const listed = { ...notListed, state: 'RENAMED', candidates: [item] } as const;
    expect(refused(lawfulFacts({ listed }))).toEqual(['ALREADY_IN_CATALOGUE occupation']);
  });

  test('can be recommended for more levels with a reason', () => {
    const listed = { ...notListed, edition: edition!, state: 'RESOLVED', item } as const;
    expect(refused(lawfulFacts({ listed, form: { levelExtensionReason: '企业需要二级' } }))).toEqual([]);
  });

  test('cannot be told on a day without a catalogue, and the missing fact is named', () => {
    const facts = lawfulFacts({ listed: { ...notListed, edition: null, state: 'NO_CATALOGUE' } });
    expect(refused(facts)).toEqual(['ALREADY_IN_CATALOGUE occupation']);
    expect(judgeSubmission(facts).find(({ rule }) => rule === 'REC-014')).toMatchObject({
      verdict: 'UNDETERMINED',
      missing: { code: 'CATALOGUE_EDITION' },
    });
  });
});

describe('what is remarked and does not refuse', () => {
  function remarks(facts: Parameters<typeof lawfulFacts>[0]) {
    return judgeSubmission(lawfulFacts(facts))
      .filter(({ force, verdict }) => force === 'INFO' && verdict !== 'PASS')
      .map((one) => [one.rule, one.code, one.verdict === 'UNDETERMINED' ? one.missing.code : one.verdict].join(' '));
  }

  test('names the lists that are not in hand', () => {
    expect(remarks({})).toEqual([
      'REC-012 SHORTAGE_LIST_NOT_IN_HAND SHORTAGE_LIST',
      'REC-011 NAME_CODE_MISMATCH OCCUPATION_CLASSIFICATION',
    ]);
  });

  test.each<[string, Parameters<typeof lawfulFacts>[0], string]>([
    ['REC-004: no industry at all', { form: { industries: [] } }, 'REC-004 INDUSTRY_TAG_MISSING FAIL'],
    ['CAT-010: a work type without a reason', { form: { workType: '整机' } }, 'CAT-010 WORK_TYPE_NEEDS_REASON FAIL'],
    ['REC-011: a code of another occupation', { occupationsOfCode: ['电工'] }, 'REC-011 NAME_CODE_MISMATCH FAIL'],
  ])('%s', (_, facts, remark) => {
    expect(refused(lawfulFacts(facts))).toEqual([]);
    expect(remarks(facts)).toContain(remark);
  });

  test.each<[string, Partial<RecommendationForm>, string]>([
    ['another trade in words', { industries: [], otherIndustry: '新能源' }, 'REC-004 INDUSTRY_TAG_MISSING FAIL'],
    [
      'a work type with its reason',
      { workType: '整机', workTypeReason: '标准按工种颁布' },
      'CAT-010 WORK_TYPE_NEEDS_REASON FAIL',
    ],
  ])('is not %s', (_, form, remark) => {
    expect(remarks({ form })).not.toContain(remark);
  });
});

test('REC-013: the eleven tags of the form are all known', () => {
  const industries = Object.values(industryTags).flat();
  expect(industries).toHaveLength(11);
  expect(refused(lawfulFacts({ form: { industries } }))).toEqual([]);
});

test('before 76号 no rule of it applies, and nothing is taken', () => {
  const facts = lawfulFacts({ at: instant('2025-03-19'), form: { files: [] } });
  expect(refused(facts)).toEqual(['OUTSIDE_WINDOW']);
});

function byForm(one: string, other: string): number {
  const order = Object.keys(blank).map((field) => `FIELD_REQUIRED ${field}`);
  return order.indexOf(one) - order.indexOf(other);
}
