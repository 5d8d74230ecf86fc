import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, day, parseResidentId, residentIdCheck } from '../../src/index.js';
import { RUNS } from '../runs.js';

/** The two examples of GB 11643 itself. */
const EXAMPLE = '11010519491231002X';
const EXAMPLE_OF_1880 = '440524188001010014';
const today = day('2026-07-01');

const withCheck = (body: string) => body + residentIdCheck(body);
const bornOn = (on: string) => withCheck(`310101${on.replaceAll('-', '')}001`);
const reasons = (text: string) => {
  const reading = parseResidentId(text, today);
  if (reading.ok) return [];
  expect(new Set(reading.faults.map(({ code }) => code))).toEqual(new Set(['INVALID_ID_NUMBER']));
  return reading.faults.map(({ reason }) => reason);
};

describe('a resident identity number', () => {
  test('is read with the birth it states', () => {
    expect(parseResidentId(EXAMPLE, today)).toEqual({ ok: true, value: { number: EXAMPLE, bornOn: '1949-12-31' } });
  });

  test.each([
    ['110105194912310021', ['CHECK_CHARACTER']],
    ['11010519491231002x', ['LOWER_CASE_X']],
    ['110105491231002', ['OLD_NUMBER']],
    ['11010549123100X', ['LENGTH']],
    ['11010519491231002', ['LENGTH']],
    ['11010519491231002XX', ['LENGTH']],
    ['', ['LENGTH']],
    ['1'.repeat(100_000), ['LENGTH']],
    ['１１０１０５19491231002X', ['CHARACTER']],
    ['11010519491231002Ⅹ', ['CHARACTER']],
    ['X1010519491231002X', ['CHARACTER']],
    ['01010519491231002X', ['CHARACTER']],
    [EXAMPLE_OF_1880, ['BIRTH_DATE']],
    [bornOn('2025-02-29'), ['BIRTH_DATE']],
    [bornOn('2025-13-01'), ['BIRTH_DATE']],
    [bornOn('2026-07-02'), ['BIRTH_IN_FUTURE']],
    ['310101202602300010', ['CHECK_CHARACTER', 'BIRTH_DATE']],
  ])('%s is refused: %j', (text, expected) => {
    expect(reasons(text)).toEqual(expected);
  });

  test('of somebody born today is a number: age is for the rule that asks for it', () => {
    expect(reasons(bornOn('2026-07-01'))).toEqual([]);
  });

  test('never stands in what refuses it', () => {
    for (const text of ['110105194912310021', '11010519491231002x', '110105491231002', bornOn('2025-13-01')])
      expect(JSON.stringify(parseResidentId(text, today))).not.toContain(text.slice(0, 6));
  });

  test('with one digit changed or two neighbours exchanged is always refused', () => {
    const births = fc.nat({ max: 40_000 }).map((days) => addDays(day('1910-01-01'), days));
    fc.assert(
      fc.property(births, fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), (birth, at, more) => {
        const number = bornOn(birth);
        expect(parseResidentId(number, today)).toMatchObject({ ok: true, value: { bornOn: birth } });
        const other = (Number(number[at]) + more) % 10;
        expect(reasons(number.slice(0, at) + String(other) + number.slice(at + 1))).not.toEqual([]);
        fc.pre(number[at] !== number[at + 1]);
        expect(reasons(number.slice(0, at) + number[at + 1]! + number[at]! + number.slice(at + 2))).not.toEqual([]);
      }),
      { seed: 8, numRuns: RUNS },
    );
  });

  test('of 1880, the example of the standard, has the check digit that the standard prints', () => {
    expect(withCheck(EXAMPLE_OF_1880.slice(0, 17))).toBe(EXAMPLE_OF_1880);
    expect(() => residentIdCheck('1880')).toThrow(RangeError);
  });
});
