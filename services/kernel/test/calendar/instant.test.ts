import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { day, dayAt, endOfDay, parseInstant, startOfDay } from '../../src/index.js';
import { RUNS } from '../runs.js';

describe('the Shanghai day of an instant', () => {
  test.each([
    ['2024-08-22T23:59:59+08:00', '2024-08-22'],
    ['2024-08-23T00:00:00+08:00', '2024-08-23'],
    ['2024-08-22T16:00:00Z', '2024-08-23'],
    ['2024-08-28T15:59:59.999Z', '2024-08-28'],
    ['2024-08-28T16:00:00Z', '2024-08-29'],
    ['2024-12-31T11:00:00-05:00', '2025-01-01'],
  ])('%s is %s', (text, on) => {
    const reading = parseInstant(text);
    expect(reading.ok && dayAt(reading.value)).toBe(on);
  });

  test('is the one that the time zone database gives', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(fc.date({ min: new Date('1992-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (at) => {
        expect(dayAt(at)).toBe(shanghai.format(at));
        expect(startOfDay(dayAt(at)).getTime()).toBeLessThanOrEqual(at.getTime());
        expect(endOfDay(dayAt(at)).getTime()).toBeGreaterThan(at.getTime());
      }),
      { seed: 3, numRuns: RUNS },
    );
  });

  test('of no instant throws', () => {
    expect(() => dayAt(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => dayAt(new Date(8.64e15))).toThrow(RangeError);
  });

  test('begins at 16:00 UTC of the day before and ends 24 hours later', () => {
    expect(startOfDay(day('2025-03-20')).toISOString()).toBe('2025-03-19T16:00:00.000Z');
    expect(endOfDay(day('2025-03-20')).toISOString()).toBe('2025-03-20T16:00:00.000Z');
  });
});

test.each([
  ['2026-01-01T24:00:00Z', 'FORMAT'],
  ['2026-01-01T09:60:00Z', 'FORMAT'],
  ['2016-12-31T23:59:60Z', 'FORMAT'],
  ['2026-01-01T09:00:00+24:00', 'FORMAT'],
  ['2026-01-01 09:00:00Z', 'FORMAT'],
  ['2026-01-01', 'FORMAT'],
  ['46023.5', 'FORMAT'],
  ['10000-01-01T00:00:00Z', 'FORMAT'],
  ['2026-01-01T09:00:00', 'NO_ZONE'],
  ['2026-02-30T09:00:00Z', 'NOT_IN_CALENDAR'],
  ['3000-01-01T00:00:00Z', 'OUT_OF_RANGE'],
])('the instant %j is refused: %s', (text, reason) => {
  expect(parseInstant(text)).toMatchObject({ ok: false, faults: [{ code: 'INVALID_INSTANT', reason }] });
});
