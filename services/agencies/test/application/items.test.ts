import { describe, expect, test } from '@jest/globals';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { preloadedRounds } from '../../dist/round/round-rules.js';
import { type ChangedFacts, barista, lawful, lineOf, listed, refused, verdictsOf } from '../application-facts.js';

const nowhere = { listed: null, elsewhere: [], filedCount: 0, pendingCount: 0 };
const here = { ...nowhere, listed: listed('2025-03') };

function applied(changed: Parameters<typeof barista>[0]): ChangedFacts {
  return { form: { items: [barista(changed)] } };
}

test.each(['2024-08-26', '2025-03-26', '2025-12-30'])('a lawful application is refused by nothing on %s', (at) => {
  expect(refused({ at })).toEqual([]);
});

describe('an item of the form', () => {
  test.each([
    ['code', { code: '4-03-02-8' }, 'CAT-003 INVALID_OCCUPATION_CODE items.0.code'],
    ['code in full width', { code: '４-03-02-08' }, 'CAT-003 INVALID_OCCUPATION_CODE items.0.code'],
    ['level 0', { levels: ['0'] }, 'CAT-004 INVALID_LEVEL_SET items.0.levels'],
    ['level 6', { levels: ['5', '6'] }, 'CAT-004 INVALID_LEVEL_SET items.0.levels'],
    ['level twice', { levels: ['4', '4'] }, 'CAT-004 INVALID_LEVEL_SET items.0.levels'],
    ['range of levels', { levels: ['5-3'] }, 'CAT-004 INVALID_LEVEL_SET items.0.levels'],
    ['no level', { levels: [] }, 'CAT-004 INVALID_LEVEL_SET items.0.levels'],
    ['code of another item', { code: '4-03-02-09' }, 'CAT-005 NAME_CODE_MISMATCH items.0.code'],
    ['no standard', { standardName: ' ' }, 'CAT-006 NO_NATIONAL_STANDARD items.0.standardName'],
    ['no version of the standard', { standardVersion: null }, 'CAT-006 NO_NATIONAL_STANDARD items.0.standardVersion'],
  ])('with a wrong %s is refused at its place', (_, changed, refusal) => {
    expect(refused(applied(changed))).toEqual([refusal]);
  });

  test('without a code is lawful, as 270号 prints none', () => {
    expect(refused({ at: '2024-08-26', ...applied({ code: null }) })).toEqual([]);
    expect(verdictsOf('CAT-003', applied({ code: null }))).toEqual(['NOT_APPLICABLE']);
  });

  test('with a broken name is refused with what is wrong with it', () => {
    const broken = refused({ ...applied({ fullName: '咖啡师（' }), items: [nowhere] });
    expect(broken).toContain('CAT-005 INVALID_CATALOGUE_NAME items.0.fullName');
  });

  test('comes once: the second is refused, in other brackets and widths too (CAT-005)', () => {
    const form = { items: [barista({ fullName: '车工（普通车工）' }), barista({ fullName: '车工(普通车工) ' })] };
    expect(refused({ form, items: [here, here] })).toContain('CAT-005 DUPLICATE_CATALOGUE_ITEM items.1.fullName');
  });

  test('is at least one', () => {
    expect(refused({ form: { items: [], sites: [] }, items: [] })).toContain('CAT-012 ITEM_REQUIRED items');
  });
});

describe('the scope of a round (AGY-009, CAT-012)', () => {
  test.each([
    ['2024-08-26', 'AGY-009'],
    ['2025-03-26', 'CAT-012'],
  ])('on %s is that of %s', (at, rule) => {
    expect(refused({ at, items: [nowhere] })).toContain(`${rule} NOT_IN_ROUND_SCOPE items.0.fullName`);
  });

  test('refuses an item of another edition, and names what succeeds it', () => {
    const old = listed('2024-08', { fullName: '物流师' });
    const successor = listed('2025-03', { fullName: '物流服务师', code: '4-02-06-03' });
    const items = [{ ...nowhere, elsewhere: [{ found: old, successor }] }];
    const facts = lawful({ ...applied({ fullName: '物流师', code: null }), items });
    const found = judgeSubmission(facts).find(({ rule }) => rule === 'CAT-012')!;
    expect(found.facts).toEqual({ foundIn: ['2024-08 物流师'], successors: ['物流服务师'] });
    expect(found.message).toContain('物流服务师');
  });

  test('refuses a code of another edition, and says where it is from', () => {
    const old = listed('2024-08', { fullName: '咖啡师', code: '4-03-02-07' });
    const facts = lawful({
      ...applied({ code: '4-03-02-07' }),
      items: [{ ...here, elsewhere: [{ found: old, successor: listed('2025-03') }] }],
    });
    const found = judgeSubmission(facts).find(({ code }) => code === 'NAME_CODE_MISMATCH')!;
    expect(found.verdict).toBe('FAIL');
    expect(found.facts).toEqual({ printed: '4-03-02-08', foundIn: ['2024-08 咖啡师'] });
  });

  test.each([
    ['2024-08-26', ['AGY-009 LEVEL_NOT_IN_SCOPE items.0.levels']],
    ['2025-03-26', []],
  ])('offers level 2 or not on %s', (at, refusals) => {
    expect(refused({ at, ...applied({ levels: ['3', '2'] }) })).toEqual(refusals);
  });

  test('is narrower than the catalogue when the round says so', () => {
    const rounds = preloadedRounds.map((round) => ({ ...round, scopeItemIds: ['item-other'] }));
    expect(refused({ rounds })).toEqual(['CAT-012 NOT_IN_ROUND_SCOPE items.0.fullName']);
  });

  test('is not known while the list has not arrived, and then refuses', () => {
    expect(verdictsOf('CAT-012', { items: null })).toEqual(['UNDETERMINED']);
    expect(refused({ items: null })).toContain('CAT-012 NOT_IN_ROUND_SCOPE items.0.fullName');
  });
});

describe('a special ability', () => {
  const ability = listed('2025-03', {
    fullName: '人工智能数据标注',
    kind: 'SPECIAL_ABILITY',
    levels: [],
    code: '4-04-05-Z1',
  });
  const items = [{ ...nowhere, listed: ability }];
  const asApplied = {
    fullName: ability.fullName,
    code: '4-04-05-Z1',
    levels: [],
    standardName: null,
    standardVersion: null,
  };

  test('has no levels and needs no national standard (CAT-004, CAT-006)', () => {
    expect(verdictsOf('CAT-006', { ...applied(asApplied), items })).toEqual(['NOT_APPLICABLE']);
    expect(verdictsOf('CAT-004', { ...applied(asApplied), items })).toEqual(['PASS']);
  });

  test('is refused with levels', () => {
    expect(refused({ ...applied({ ...asApplied, levels: ['5'] }), items })).toContain(
      'CAT-004 INVALID_LEVEL_SET items.0.levels',
    );
  });
});

describe('a remark refuses nothing', () => {
  const workType = applied({ fullName: '车工（普通车工）' });

  test.each([
    ['2024-08-26', 'NOT_APPLICABLE'],
    ['2025-03-20', 'FAIL'],
  ])('of a work type without a reason, on %s: %s (CAT-010)', (at, verdict) => {
    expect(verdictsOf('CAT-010', { at, ...workType })).toEqual([verdict]);
    expect(refused({ at, ...workType }).filter((line) => line.startsWith('CAT-010'))).toEqual([]);
  });

  test('of a work type with a reason: none (CAT-010)', () => {
    expect(verdictsOf('CAT-010', applied({ fullName: '车工（普通车工）', workTypeReason: '仅开展普通车工' }))).toEqual([
      'PASS',
    ]);
  });

  test('of an item that no list in hand shows to be fileable (CAT-011)', () => {
    expect(verdictsOf('CAT-011', {})).toEqual(['PASS']);
    expect(verdictsOf('CAT-011', { items: [nowhere] })).toEqual(['UNDETERMINED']);
  });
});

test('every finding of a lawful application has a Chinese message and its clauses', () => {
  for (const at of ['2024-08-26', '2025-03-26'])
    for (const found of judgeSubmission(lawful({ at }))) {
      expect(found.message).toMatch(/\p{Script=Han}/u);
      expect([lineOf(found), found.clauses.length > 0]).toEqual([lineOf(found), true]);
    }
});
