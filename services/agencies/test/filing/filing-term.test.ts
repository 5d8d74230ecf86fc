import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { filingTermOf, renewalWindowOf, validToOf } from '../../dist/filing/filing-term-rules.js';

describe('a filing', () => {
  test.each([
    ['2025-03-20', '2028-03-19'],
    ['2025-01-01', '2027-12-31'],
    ['2024-02-29', '2027-02-28'],
    ['2024-03-01', '2027-02-28'],
  ])('of %s is valid to %s', (from, to) => {
    expect(validToOf('SOCIAL_ORGANISATION', day(from))).toBe(to);
  });

  test.each([
    ['2028-03-19', '2027-12-20'],
    ['2027-12-31', '2027-10-01'],
    ['2027-05-30', '2027-02-28'],
  ])('that is valid to %s may be renewed from %s on', (to, opensOn) => {
    expect(renewalWindowOf(day(to))).toEqual({ opensOn, closesOn: to });
  });

  test.each([
    ['SOCIAL_ORGANISATION', '2024-08-18', 'FIL-003', null],
    ['SOCIAL_ORGANISATION', '2024-08-19', 'FIL-002', '沪人社职〔2024〕270号'],
    ['SOCIAL_ORGANISATION', '2025-03-19', 'FIL-002', '沪人社职〔2024〕270号'],
    ['SOCIAL_ORGANISATION', '2025-03-20', 'FIL-002', '沪人社职〔2025〕76号'],
    ['COMPARISON', '2026-06-22', 'FIL-003', null],
    ['COMPARISON', '2026-06-23', 'FIL-002', '沪职鉴中心〔2026〕30号'],
    ['ENTERPRISE', '2026-11-01', 'FIL-003', null],
    ['COLLEGE', '2026-11-01', 'FIL-003', null],
  ] as const)('of type %s that begins on %s is valid by %s of %s', (type, from, rule, notice) => {
    const term = filingTermOf(type, day(from));
    expect([term.rule, term.clauses[0]?.notice ?? null]).toEqual([rule, notice]);
    expect(term.isAssumed).toBe(notice === null);
  });
});
