import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, day, firstDayUntil, lastDayAfter, lastDayFrom } from '../../src/index.js';
import { RUNS } from '../runs.js';

test('a period that an event sets off ends on the corresponding day, one that counts its first day a day earlier', () => {
  expect(lastDayAfter(day('2026-07-15'), { years: 3 })).toBe('2029-07-15');
  expect(lastDayFrom(day('2026-07-15'), { years: 3 })).toBe('2029-07-14');
});

test('both end with the month where it has no corresponding day', () => {
  expect(lastDayAfter(day('2028-02-29'), { years: 5 })).toBe('2033-02-28');
  expect(lastDayFrom(day('2028-02-29'), { years: 5 })).toBe('2033-02-28');
});

test('years and months add up', () => {
  expect(lastDayAfter(day('2025-01-15'), { years: 1, months: 3 })).toBe('2026-04-15');
});

test('a window counted back from a last day and counted forward again ends on it, wherever all months have the day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 1, max: 60 }), (days, months) => {
      const last = addDays(day('1950-01-01'), days);
      const first = firstDayUntil(last, { months });
      fc.pre(Number(addDays(last, 1).slice(8)) <= 28);
      expect(lastDayFrom(first, { months })).toBe(last);
    }),
    { seed: 4, numRuns: RUNS },
  );
});
