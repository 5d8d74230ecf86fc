import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as kernel from '../../src/index.js';
import { RUNS } from '../runs.js';

const { addDays, addMonths, addYears, compareDays, day, daysBetween, isWithin, monthsBetween, parseDay } = kernel;

const anyDay = fc.integer({ min: 0, max: 200_000 }).map((days) => addDays(day('1900-01-01'), days));

describe('a day is read', () => {
  test.each(['2024-02-29', '2025-03-20', '1900-01-01', '2999-12-31'])('%s, as it is written', (text) => {
    expect(parseDay(text)).toEqual({ ok: true, value: text });
  });

  test.each([
    ['2026-02-30', 'NOT_IN_CALENDAR'],
    ['2026-02-29', 'NOT_IN_CALENDAR'],
    ['1900-02-29', 'NOT_IN_CALENDAR'],
    ['2026-13-01', 'NOT_IN_CALENDAR'],
    ['2026-00-10', 'NOT_IN_CALENDAR'],
    ['2026-06-00', 'NOT_IN_CALENDAR'],
    ['2026-06-31', 'NOT_IN_CALENDAR'],
    ['10000-01-01', 'FORMAT'],
    ['+010000-01-01', 'FORMAT'],
    ['-000001-01-01', 'FORMAT'],
    ['1899-12-31', 'OUT_OF_RANGE'],
    ['3000-01-01', 'OUT_OF_RANGE'],
    ['0000-01-01', 'OUT_OF_RANGE'],
    ['2026-1-1', 'FORMAT'],
    ['2026/01/01', 'FORMAT'],
    ['20260101', 'FORMAT'],
    ['2026-01-01T00:00:00Z', 'FORMAT'],
    ['2026-01-01T24:00', 'FORMAT'],
    ['46023', 'FORMAT'],
    ['２０２６-01-01', 'FORMAT'],
    ['2026年1月1日', 'FORMAT'],
    [' 2026-01-01', 'FORMAT'],
    ['2026-01-01\n', 'FORMAT'],
    ['', 'FORMAT'],
  ])('and %j is refused: %s', (text, reason) => {
    expect(parseDay(text)).toMatchObject({ ok: false, faults: [{ code: 'INVALID_DAY', reason }] });
  });

  test('and what code writes wrongly throws', () => {
    expect(() => day('2026-02-30')).toThrow(RangeError);
  });
});

describe('months and years', () => {
  test.each([
    ['2025-11-30', 3, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-12-31', 12, '2026-12-31'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-01-31', -14, '2023-11-30'],
    ['2025-05-31', 0, '2025-05-31'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });

  test('29 February becomes the 28th where the year has none', () => {
    expect(addYears(day('2024-02-29'), 3)).toBe('2027-02-28');
    expect(addYears(day('2024-02-29'), 4)).toBe('2028-02-29');
    expect(addYears(day('2024-02-29'), -1)).toBe('2023-02-28');
  });

  test('are counted whole, the corresponding day included', () => {
    expect(monthsBetween(day('2025-01-31'), day('2025-02-27'))).toBe(0);
    expect(monthsBetween(day('2025-01-31'), day('2025-02-28'))).toBe(1);
    expect(kernel.yearsBetween(day('2009-02-28'), day('2025-02-27'))).toBe(15);
    expect(kernel.yearsBetween(day('2008-02-29'), day('2025-02-28'))).toBe(17);
  });

  test('parts of one, days before their start and days beyond four-digit years throw', () => {
    expect(() => addDays(day('2025-01-01'), 0.5)).toThrow(RangeError);
    expect(() => addMonths(day('2025-01-01'), Number.NaN)).toThrow(RangeError);
    expect(() => addYears(day('2025-01-01'), 8_000)).toThrow(RangeError);
    expect(() => monthsBetween(day('2025-01-02'), day('2025-01-01'))).toThrow(RangeError);
  });

  test('for any day and any number of months, never pass the corresponding day and never leave its month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -240, max: 240 }), (from, months) => {
        const [a, b] = [kernel.partsOf(from), kernel.partsOf(addMonths(from, months))];
        expect(b.year * 12 + b.month).toBe(a.year * 12 + a.month + months);
        expect(b.dayOfMonth).toBe(Math.min(a.dayOfMonth, kernel.daysInMonth(b.year, b.month)));
        if (months >= 0) expect(monthsBetween(from, addMonths(from, months))).toBe(months);
      }),
      { seed: 1, numRuns: RUNS },
    );
  });
});

describe('days', () => {
  test('follow each other over month, year and leap-day ends', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2025-12-31'), 1)).toBe('2026-01-01');
    expect(addDays(day('2025-03-01'), -1)).toBe('2025-02-28');
  });

  test('added and counted agree, and texts are ordered as days are', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -30_000, max: 30_000 }), (from, days) => {
        const to = addDays(from, days);
        expect(daysBetween(from, to)).toBe(days);
        expect(compareDays(from, to)).toBe(Math.sign(-days) + 0);
        expect(((kernel.weekdayOf(to) - kernel.weekdayOf(from) - days) % 7) + 0).toBe(0);
      }),
      { seed: 2, numRuns: RUNS },
    );
  });

  test('lie within a range at both its ends, and without an end for ever', () => {
    const [from, to] = [day('2025-03-20'), day('2025-03-30')];
    const within = ['2025-03-19', '2025-03-20', '2025-03-30', '2025-03-31'].map((on) => isWithin(day(on), from, to));
    expect(within).toEqual([false, true, true, false]);
    expect(isWithin(day('2999-12-31'), from, null)).toBe(true);
  });

  test('of the week: the day the Bureau issued 76号 is a Thursday, the day the Centre issued 30号 a Tuesday', () => {
    expect(kernel.weekdayOf(day('2025-03-20'))).toBe(4);
    expect(kernel.weekdayOf(day('2026-06-23'))).toBe(2);
    expect(kernel.weekdayOf(day('1900-01-01'))).toBe(1);
    expect(kernel.weekdayOf(day('2025-03-23'))).toBe(7);
  });
});
