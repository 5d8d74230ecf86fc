import { describe, expect, test } from '@jest/globals';
import {
  type DatedRule,
  clause,
  day,
  finding,
  judgeOn,
  judged,
  notApplicable,
  ruleOn,
  ruleOnOrFirst,
} from '../../src/index.js';

const words = clause('沪人社职〔2025〕76号', '二（三）5', '公示期为5个工作日');
const row: DatedRule = {
  rule: 'AGY-023',
  force: 'MUST',
  code: 'PUBLICITY_RUNNING',
  from: day('2024-08-19'),
  to: day('2025-03-19'),
  clauses: [words],
};
const later: DatedRule = { ...row, from: day('2025-03-20'), to: null };
const other: DatedRule = { ...row, rule: 'AGY-024', from: day('2025-03-20'), to: null };

describe('the row that governs a day', () => {
  test('governs its first and its last day, and none beside them', () => {
    expect(ruleOn([row, later], day('2024-08-19'))).toBe(row);
    expect(ruleOn([row, later], day('2025-03-19'))).toBe(row);
    expect(ruleOn([row, later], day('2025-03-20'))).toBe(later);
    expect(ruleOn([row, later], day('2024-08-18'))).toBeNull();
    expect(ruleOn([row], day('2025-03-20'))).toBeNull();
  });

  test('is the first for acts that stay bound by it before it was printed', () => {
    expect(ruleOnOrFirst([row, later], day('2024-01-01'))).toBe(row);
    expect(ruleOnOrFirst([row, later], day('2026-01-01'))).toBe(later);
  });
});

describe('a judgement on a day', () => {
  test('is what the row of the day finds, and NOT_APPLICABLE once for each rule without one', () => {
    const judge = (one: DatedRule) => [finding(one, 'PASS', '')];
    const on = (text: string) =>
      judgeOn([row, later, other], day(text), judge).map(({ rule, verdict }) => `${rule} ${verdict}`);
    expect(on('2025-03-19')).toEqual(['AGY-023 PASS', 'AGY-024 NOT_APPLICABLE']);
    expect(on('2025-03-20')).toEqual(['AGY-023 PASS', 'AGY-024 PASS']);
    expect(on('2024-08-18')).toEqual(['AGY-023 NOT_APPLICABLE', 'AGY-024 NOT_APPLICABLE']);
  });

  test('says from when or until when the rule applies', () => {
    expect(notApplicable([row, later], day('2024-01-01'))).toMatchObject({
      verdict: 'NOT_APPLICABLE',
      facts: { from: '2024-08-19', to: null },
    });
    expect(notApplicable([row], day('2026-01-01')).message).toContain('2025-03-19');
  });

  test('is every failure at its place with the code of the rule or its own, or the one PASS', () => {
    expect(judged(row, [], '符合')).toMatchObject([{ verdict: 'PASS', code: 'PUBLICITY_RUNNING', path: [] }]);
    const failures = [
      { message: '一', path: ['a'] },
      { message: '二', code: 'OTHER' as const },
    ];
    expect(judged(row, failures, '符合', { path: ['b'] })).toMatchObject([
      { verdict: 'FAIL', code: 'PUBLICITY_RUNNING', path: ['a'] },
      { verdict: 'FAIL', code: 'OTHER', path: ['b'] },
    ]);
  });
});
