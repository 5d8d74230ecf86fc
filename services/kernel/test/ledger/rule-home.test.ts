import { describe, expect, test } from '@jest/globals';
import {
  type Verdict,
  answered,
  carriedOut,
  clause,
  finding,
  homesInFiles,
  homesInMachine,
  judgedBy,
  ledgerIdsIn,
  mergeHomes,
  planned,
  strongestOf,
  textOnly,
} from '../../src/index.js';

const rule = (id: `AGY-${string}`, verdict: Exclude<Verdict, 'UNDETERMINED'>) =>
  finding(
    { rule: id, force: 'MUST', code: 'BROKEN', clauses: [clause('沪人社职〔2024〕120号', '一', '谁评价')] },
    verdict,
    '',
  );

describe('the ledger ids in a value', () => {
  test('are the texts that are written as one, however deep, once and in order', () => {
    const rows = { rule: 'STF-001', more: [{ guards: ['AGY-006a', 'CAT-003'] }, new Map([[1, 'AGY-006a']])] };
    expect(ledgerIdsIn(rows)).toEqual(['AGY-006a', 'CAT-003', 'STF-001']);
    expect(ledgerIdsIn(['AGY-1', 'agy-001', 'AGY-001 (PR)', 'AGY-001ab'])).toEqual([]);
  });
});

describe('homes of rules', () => {
  test('are one for each rule and enforcement, with all their places once', () => {
    const rows = [{ act: 'draft', by: ['AGENCY'], guards: ['AGY-001'] as const }];
    const homes = mergeHomes([
      ...homesInFiles('ENFORCED', [['a.ts', { rule: 'AGY-001' }]]),
      ...homesInMachine(rows, (act) => `${act}It`),
      ...homesInMachine([{ ...rows[0]!, by: ['SYSTEM'] }]),
      ...carriedOut(['AGY-001'], 'a.ts'),
      ...answered(['AGY-001'], 'Query.a'),
    ]);
    expect(homes).toEqual([
      { rule: 'AGY-001', enforcement: 'ENFORCED', places: ['Mutation.draftIt', 'a.ts'], reason: null },
      { rule: 'AGY-001', enforcement: 'QUERYABLE', places: ['Query.a'], reason: null },
    ]);
    expect(strongestOf(homes.toReversed())).toBe('ENFORCED');
  });

  test('leave out what was to come, or was text alone, once it is carried out', () => {
    const said = [
      ...planned(['AGY-001', 'AGY-002'], '待建'),
      textOnly('AGY-003', '无可计算'),
      ...answered(['AGY-001'], 'Query.a'),
    ];
    expect(mergeHomes(said).map((one) => [one.rule, one.enforcement])).toEqual([
      ['AGY-001', 'QUERYABLE'],
      ['AGY-002', 'PLANNED'],
      ['AGY-003', 'TEXT'],
    ]);
    expect(strongestOf([])).toBeNull();
  });
});

test('an act is judged by the guards of its step and by what was found, but by none that does not apply', () => {
  const findings = [rule('AGY-003', 'NOT_APPLICABLE'), rule('AGY-002', 'PASS'), rule('AGY-002', 'NOT_APPLICABLE')];
  expect(judgedBy(['AGY-001', 'AGY-003'], findings)).toEqual(['AGY-001', 'AGY-002']);
});
