import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apportion } from '../dist/population-size.js';
import { createRandom } from '../dist/random.js';
import { RUNS } from './runs.js';

describe('chance', () => {
  test('is the same for the same parts and another for others', () => {
    const draw = (...parts: readonly (string | number)[]): readonly number[] => {
      const random = createRandom(...parts);
      return Array.from({ length: 20 }, () => random.integer(0, 1_000_000));
    };
    expect(draw('a', 1)).toEqual(draw('a', 1));
    expect(draw('a', 1)).not.toEqual(draw('a', 2));
    expect(draw('a', 1)).not.toEqual(draw('a1'));
  });

  test('stays in its bounds and reaches both', () => {
    const random = createRandom('bounds');
    const drawn = new Set(Array.from({ length: 1_000 }, () => random.integer(3, 7)));
    expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7]);
  });

  test('samples so many as are asked for, each once', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(50), (seed, length, count) => {
        const list = Array.from({ length }, (_, at) => at);
        const sample = createRandom(seed).sample(list, count);
        expect(sample).toHaveLength(Math.min(length, count));
        expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b));
      }),
      { numRuns: RUNS * 20 },
    );
  });
});

describe('a whole that is divided', () => {
  const shares = fc.array(
    fc.record({ weight: fc.integer({ min: 1, max: 9 }), most: fc.integer({ min: 1, max: 60 }) }),
    {
      minLength: 1,
      maxLength: 80,
    },
  );

  test('gives every part at least one, none more than it can take, and the exact sum', () => {
    fc.assert(
      fc.property(shares, fc.double({ min: 0, max: 1, noNaN: true }), (parts, fill) => {
        const room = parts.reduce((sum, { most }) => sum + most, 0);
        const total = parts.length + Math.floor((room - parts.length) * fill);
        const divided = apportion(total, parts);
        expect(divided.reduce((sum, part) => sum + part, 0)).toBe(total);
        for (const [at, part] of divided.entries()) {
          expect(part).toBeGreaterThanOrEqual(1);
          expect(part).toBeLessThanOrEqual(parts[at]!.most);
        }
      }),
      { numRuns: RUNS * 20 },
    );
  });

  test.each([0, 4])('cannot be %d among two parts of one', (total) => {
    expect(() =>
      apportion(total, [
        { weight: 1, most: 1 },
        { weight: 1, most: 1 },
      ]),
    ).toThrow(RangeError);
  });
});
