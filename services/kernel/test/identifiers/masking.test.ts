import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskName, maskPhone, maskResidentId } from '../../src/index.js';
import { RUNS } from '../runs.js';

describe('SECURITY 23: masking', () => {
  test.each([
    ['310101199001011234', '310***********1234'],
    ['11010519491231002X', '110***********002X'],
    ['', ''],
    ['3101011990', '**********'],
    ['11010519491231002x', '******************'],
    ['３１０１０１199001011234', '******************'],
    ['310101199001011234 ', '******************'],
    ['1'.repeat(100_000), '******************'],
  ])('of the identity number %s gives %s', (number, masked) => {
    expect(maskResidentId(number)).toBe(masked);
  });

  test.each([
    ['13812341234', '138****1234'],
    ['12812341234', '***********'],
    ['021-12333', '*********'],
    ['+8613812341234', '**************'],
    ['𠮷', '*'],
  ])('of the telephone number %s gives %s', (number, masked) => {
    expect(maskPhone(number)).toBe(masked);
  });

  test.each([
    ['张三', '张*'],
    ['欧阳娜娜', '欧***'],
    [' 张三 ', '张*'],
    ['张', '张*'],
    ['𠮷野家', '𠮷**'],
    ['', '*'],
    ['张'.repeat(1_000), `张${'*'.repeat(18)}`],
  ])('of the name %s gives %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test('shows of any text the first three and the last four at most', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const masked of [maskResidentId(text), maskPhone(text)])
          expect(masked.replace(/^.{3}(\*+).{4}$/, '$1')).toMatch(/^\**$/);
      }),
      { seed: 22, numRuns: RUNS },
    );
  });
});
