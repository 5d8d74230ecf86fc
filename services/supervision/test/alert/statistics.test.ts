import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import fc from 'fast-check';
import { deviationOf, levelSkew, volumeSpike } from '../../dist/alert/certificate-statistics.js';
import { monthsBefore, volumeWarnings } from '../../dist/alert/volume-warnings.js';
import { calendarWarnings } from '../../dist/alert/subject-warnings.js';

const volume = { times: 5, atLeast: 30, months: 6 };
const skew = { times: 5, atLeast: 30, peers: 8 };

describe('a month of certificates', () => {
  test('is a spike when it is far above the months before, and one strange month among them hides nothing', () => {
    expect(volumeSpike(90, [20, 22, 18, 21, 19, 20], volume)).toMatchObject({ median: 20 });
    expect(volumeSpike(90, [20, 22, 18, 21, 19, 400], volume)).not.toBeNull();
  });

  test('is none when it is small, when too few months are known, or when it is far below', () => {
    expect(volumeSpike(29, [1, 1, 1, 1, 1, 1], volume)).toBeNull();
    expect(volumeSpike(90, [20, 22, 18, 21, 19], volume)).toBeNull();
    expect(volumeSpike(30, [200, 220, 180, 210, 190, 205], volume)).toBeNull();
  });

  test('counts months without certificates among those before, twelve at most', () => {
    const counts = ['2025-01', '2026-09', '2026-11'].map((month) => ({ month, total: 40 }));
    const before = monthsBefore(counts, '2026-11');
    expect(before).toHaveLength(12);
    expect(before).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0]);
    expect(volumeWarnings({ agencyId: 'a', districts: [], month: '2026-11' }, counts)).toMatchObject([
      { rule: 'VOLUME_SPIKE', cause: '2026-11', value: '2026-11共40本' },
    ]);
  });
});

describe('the levels of an agency', () => {
  const peers = Array.from({ length: 9 }, (_, no) => ({ total: 100, high: 10 + (no % 3) }));

  test('are skewed above and below its peers', () => {
    expect(levelSkew({ total: 100, high: 60 }, peers, skew)?.times).toBeGreaterThan(5);
    expect(
      levelSkew(
        { total: 100, high: 0 },
        peers.map((one) => ({ ...one, high: one.high + 50 })),
        skew,
      )?.times,
    ).toBeLessThan(-5);
  });

  test('are not told of few certificates, nor among few peers that have enough', () => {
    expect(levelSkew({ total: 29, high: 29 }, peers, skew)).toBeNull();
    expect(levelSkew({ total: 100, high: 60 }, [...peers.slice(0, 7), { total: 29, high: 3 }], skew)).toBeNull();
  });
});

test('a deviation does not turn on the order of the others, nor on adding the same to all', () => {
  fc.assert(
    fc.property(
      fc.integer({ max: 500, min: 0 }),
      fc.array(fc.integer({ max: 500, min: 0 }), { minLength: 1 }),
      (value, others) => {
        const found = deviationOf(value, others, 1)!;
        expect(deviationOf(value, [...others].reverse(), 1)).toEqual(found);
        const moved = deviationOf(
          value + 7,
          others.map((one) => one + 7),
          1,
        )!;
        expect(moved.times).toBeCloseTo(found.times, 9);
      },
    ),
  );
  expect(deviationOf(1, [], 1)).toBeNull();
});

test('the calendar is near its end from the 60th day before on', () => {
  const years = [{ year: 2026, source: { number: '', title: '' }, breaks: [] }];
  expect(calendarWarnings(day('2026-10-31'), years)).toEqual([]);
  expect(calendarWarnings(day('2026-11-01'), years)).toMatchObject([{ cause: '2026-12-31' }]);
});
