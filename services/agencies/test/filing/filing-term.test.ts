import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { renewalWindowOf, validToOf } from '../../dist/index.js';

describe('a filing', () => {
  test.each([
    ['2025-03-20', '2028-03-19'],
    ['2025-01-01', '2027-12-31'],
    ['2024-02-29', '2027-02-28'],
    ['2024-03-01', '2027-02-28'],
  ])('of %s is valid to %s', (from, to) => {
    expect(validToOf(day(from))).toBe(to);
  });

  test.each([
    ['2028-03-19', '2027-12-20'],
    ['2027-12-31', '2027-10-01'],
    ['2027-05-30', '2027-02-28'],
  ])('that is valid to %s may be renewed from %s on', (to, opensOn) => {
    expect(renewalWindowOf(day(to))).toEqual({ opensOn, closesOn: to });
  });
});
