import { describe, expect, test } from '@jest/globals';
import {
  day,
  firstDayUntil,
  addDays,
  lastDayAfter,
  lastDayFrom,
  lastWorkingDayAfter,
  yearsBetween,
} from '../../src/index.js';
import { testVectorsOf } from '../../src/testing/test-vectors.js';

const testVectors = testVectorsOf('AGY-019', 'AGY-023', 'EVL-001', 'FIL-002', 'FIL-005');

/** Each case of the ledger that needs only days, decided by the calendar alone. */
const decide: Readonly<Record<string, (input: string) => string>> = {
  'AGY-023 last day of publicity (day of publication not counted)': (published) => {
    const count = lastWorkingDayAfter(day(published), 5);
    return count.determined ? count.lastDay : 'UNDETERMINED';
  },
  'AGY-019 project assessment due (last day, 24:00)': (passed) => lastDayAfter(day(passed), { months: 3 }),
  'FIL-002 validTo (inclusive) for receipt date': (receipt) => lastDayFrom(day(receipt), { years: 3 }),
  'FIL-005 renewal window opens (inclusive)': (input) => firstDayUntil(named(input, 'validTo'), { months: 3 }),
  'FIL-005 automatic termination when no request': (input) => addDays(named(input, 'validTo'), 1),
  'EVL-001 at least 16 on application date?': (input) =>
    yearsBetween(named(input, 'birth'), named(input, 'date')) >= 16 ? 'yes' : 'no',
};

describe('the days of the ledger', () => {
  test('all thirty-four rows of the five rules are here', () => {
    expect(testVectors).toHaveLength(34);
  });

  test.each(testVectors)('%s: %s, %s is %s', (rule, what, input, expected) => {
    expect(decide[`${rule} ${what}`]?.(input)).toBe(expected);
  });
});

function named(input: string, name: string) {
  return day(new Map(input.split(';').map((part) => part.split('=') as [string, string])).get(name)!);
}
