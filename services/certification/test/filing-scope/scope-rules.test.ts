import { describe, expect, test } from '@jest/globals';
import { type LevelNumber, day, refusalsOf } from '@shanghai/kernel';
import type { FiledScope } from '../../dist/filing-scope/filed-scope.js';
import { judgeScope } from '../../dist/filing-scope/scope-rules.js';
import { judgeScopeStanding } from '../../dist/filing-scope/scope-standing-rules.js';
import { knownScope, scopeItem, span } from './told-filings.js';

const suspended = knownScope({
  states: [
    span('ACTIVE', '2025-03-10', '2025-05-31'),
    span('SUSPENDED', '2025-06-01', '2025-08-31'),
    span('ACTIVE', '2025-09-01', '2028-03-09'),
    span('EXPIRED', '2028-03-10', null),
  ],
});
const listed = knownScope({ states: [span('LISTED', '2024-01-24', null)] });

function terminated(kind: 'AUTOMATIC' | 'VOLUNTARY' | 'ORDERED'): FiledScope {
  return knownScope({
    states: [span('ACTIVE', '2025-03-10', '2025-12-31'), span('TERMINATED', '2026-01-01', null)],
    termination: { kind, effectiveOn: day('2026-01-01') },
  });
}

const adjusted = knownScope({
  scope: [
    scopeItem({ filedItemId: 'before', levels: [5, 4], to: day('2025-06-30') }),
    scopeItem({ filedItemId: 'after', levels: [5, 4, 3], from: day('2025-07-01') }),
    scopeItem({ itemId: 'item-gone', to: day('2025-06-30') }),
    scopeItem({ itemId: null, fullName: '数据分析员', filedItemId: 'named' }),
    scopeItem({ itemId: null, mappingId: 'mapping-1', levels: [3] }),
    scopeItem({ itemId: 'item-special', levels: [] }),
    scopeItem({ itemId: 'item-stuck', notEvaluable: [{ on: day('2025-08-01'), endedOn: day('2025-08-05') }] }),
  ],
});

/** The codes that refuse, in their order. */
function codesOf(scope: FiledScope | null, on: string, subject = 'item-1', level: LevelNumber | null = 4): string[] {
  return refusalsOf(judgeScope(scope, { subjects: [subject], level, on: day(on) })).map(({ code }) => code);
}

describe('the state of a filing on a day', () => {
  test.each([
    ['a filing nobody has told of', null, '2025-06-20', ['NOT_FILED']],
    ['the day before the first', knownScope(), '2025-03-09', ['NOT_FILED']],
    ['the first day', knownScope(), '2025-03-10', []],
    ['the last day', knownScope(), '2028-03-09', []],
    ['the day after the last', knownScope(), '2028-03-10', ['FILING_EXPIRED']],
    ['the day before a suspension', suspended, '2025-05-31', []],
    ['its first day', suspended, '2025-06-01', ['FILING_SUSPENDED']],
    ['its last day', suspended, '2025-08-31', ['FILING_SUSPENDED']],
    ['the day after it', suspended, '2025-09-01', []],
    ['the day before a termination', terminated('ORDERED'), '2025-12-31', []],
    ['the day of a termination', terminated('VOLUNTARY'), '2026-01-01', ['FILING_TERMINATED']],
    ['a list without a validity', listed, '2025-06-20', ['VALIDITY_NOT_PRINTED']],
  ])('says of %s what the notices do', (_what, scope, on, codes) => {
    expect(codesOf(scope, on)).toEqual(codes);
  });

  test.each(['AUTOMATIC', 'VOLUNTARY', 'ORDERED'] as const)('names the clause of an end that is %s', (kind) => {
    const [refused] = refusalsOf(
      judgeScope(terminated(kind), { subjects: ['item-1'], level: null, on: day('2026-02-01') }),
    );
    const words = { AUTOMATIC: '自动终止', VOLUNTARY: '自愿终止', ORDERED: '责令终止' }[kind];
    expect(refused!.clauses[0]!.quote).toContain(words);
  });
});

describe('the scope of a filing on a day', () => {
  test.each<[string, string, string, LevelNumber | null, string[]]>([
    ['a level that is filed', 'item-1', '2025-06-30', 4, []],
    ['a level that is not yet filed', 'item-1', '2025-06-30', 3, ['OUT_OF_FILING_SCOPE']],
    ['the level from the day of the adjustment on', 'item-1', '2025-07-01', 3, []],
    ['a level that nobody is filed for', 'item-1', '2025-07-01', 1, ['OUT_OF_FILING_SCOPE']],
    ['an item on its last day', 'item-gone', '2025-06-30', 4, []],
    ['an item whose scope ended yesterday', 'item-gone', '2025-07-01', 4, ['OUT_OF_FILING_SCOPE']],
    ['an item that is not filed', 'item-2', '2025-06-30', 4, ['OUT_OF_FILING_SCOPE']],
    ['an item by its name, of an enterprise', '数据分析员', '2025-06-30', 4, []],
    ['a mapping', 'mapping-1', '2025-06-30', 3, []],
    ['a special ability, which has no level', 'item-special', '2025-06-30', null, []],
    ['an item before it cannot be evaluated', 'item-stuck', '2025-07-31', 4, []],
    ['an item that cannot be evaluated', 'item-stuck', '2025-08-01', 4, ['ITEM_NOT_EVALUABLE']],
    ['an item that can be evaluated again', 'item-stuck', '2025-08-05', 4, []],
  ])('says of %s what is filed', (_what, subject, on, level, codes) => {
    expect(codesOf(adjusted, on, subject, level)).toEqual(codes);
  });

  test('tells at once what is wrong with the state and with the scope', () => {
    expect(codesOf(suspended, '2025-06-01', 'item-2')).toEqual(['FILING_SUSPENDED', 'OUT_OF_FILING_SCOPE']);
  });

  test('rests on a clause whatever it finds', () => {
    for (const on of ['2025-03-09', '2025-06-01', '2028-03-10'])
      for (const { clauses } of judgeScope(suspended, { subjects: ['item-1'], level: 1, on: day(on) }))
        expect(clauses).not.toEqual([]);
  });
});

describe('what is known of filings', () => {
  test.each([
    ['near enough', { behind: 500, parked: [] }, 'PASS'],
    ['too far behind', { behind: 501, parked: [] }, 'UNDETERMINED'],
    ['without an event of this filing', { behind: 0, parked: ['filing/filing-1'] }, 'UNDETERMINED'],
    ['without an event of another filing', { behind: 0, parked: ['filing/filing-2'] }, 'PASS'],
    ['without a part of a load', { behind: 0, parked: ['loaded-agencies/real/0'] }, 'UNDETERMINED'],
  ])('decides when it is %s', (_what, standing, verdict) => {
    const finding = judgeScopeStanding(standing, 'filing-1');
    expect(finding).toMatchObject({ code: 'FILING_DATA_BEHIND', verdict });
  });
});
