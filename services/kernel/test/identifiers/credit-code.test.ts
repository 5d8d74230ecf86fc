import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { creditCodeCheck, parseCreditCode } from '../../src/index.js';
import { RUNS } from '../runs.js';

const DIGITS = Array.from('0123456789');
const ALPHABET = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
/** The code that guides to GB 32100 give as their example. */
const EXAMPLE = '91350100M000100Y43';

const anyCode = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 2, maxLength: 2 }),
    fc.string({ unit: fc.constantFrom(...DIGITS), minLength: 6, maxLength: 6 }),
    fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.join(''))
  .map((body) => body + creditCodeCheck(body));

describe('a unified social credit code', () => {
  test('is read as it is written', () => {
    expect(parseCreditCode(EXAMPLE)).toEqual({ ok: true, value: EXAMPLE });
  });

  test.each([
    ['91350100M000100Y44', 'CHECK_CHARACTER'],
    ['91350100M000100Y34', 'CHECK_CHARACTER'],
    ['91350100m000100y43', 'CHARACTER'],
    ['91350100M000100O43', 'CHARACTER'],
    ['9135010AM000100Y43', 'CHARACTER'],
    ['９１３５０１００M000100Y43', 'CHARACTER'],
    ['91350100M000100Y4𠮷', 'CHARACTER'],
    ['91350100M000100Y4', 'LENGTH'],
    ['91350100M000100Y433', 'LENGTH'],
    ['91350100M000100Y43\n', 'LENGTH'],
    [' 91350100M000100Y43', 'LENGTH'],
    ['91350100-M000100Y4-3', 'LENGTH'],
    ['9'.repeat(100_000), 'LENGTH'],
    ['', 'LENGTH'],
  ])('%s is refused: %s', (text, reason) => {
    expect(parseCreditCode(text)).toMatchObject({
      ok: false,
      faults: [{ code: 'INVALID_USCC', reason, source: 'GB 32100-2015' }],
    });
  });

  test('with one character changed is always refused', () => {
    fc.assert(
      fc.property(anyCode, fc.nat({ max: 17 }), fc.constantFrom(...ALPHABET), (code, at, other) => {
        fc.pre(code[at] !== other);
        expect(parseCreditCode(code).ok).toBe(true);
        expect(parseCreditCode(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
      }),
      { seed: 7, numRuns: RUNS },
    );
  });

  test('cannot be completed from characters outside the alphabet', () => {
    expect(() => creditCodeCheck('91350100M000100Y')).toThrow(RangeError);
    expect(() => creditCodeCheck('91350100I000100Y4')).toThrow(RangeError);
  });
});
