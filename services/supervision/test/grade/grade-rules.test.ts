import { describe, expect, test } from '@jest/globals';
import { type Day, addDays, day } from '@shanghai/kernel';
import fc from 'fast-check';
import type { GradeFact } from '../../dist/grade/grade-fact.js';
import { gradeOn } from '../../dist/grade/grade-rules.js';
import { gradeWeights, supervisionGrades, weightsOn } from '../../dist/grade/grade-scale.js';

const TODAY = day('2026-06-30');
const filedSince = day('2024-01-10');
let positions = 0;

const fact = (over: Partial<GradeFact>): GradeFact => ({
  ...{ _id: ++positions, agencyId: 'a', kind: 'CASE', sourceId: 'c-1', on: day('2026-01-10'), change: {} },
  ...over,
});

const decided = (value: string, on = '2026-01-10', over: Partial<GradeFact['change']> = {}) =>
  fact({ sourceId: `case-${on}-${value}`, on: day(on), change: { value, from: day(on), to: null, ...over } });

const graded = (facts: readonly GradeFact[], on: Day = TODAY) => {
  const { row, score, factors } = gradeOn({ facts, filedSince }, on)!;
  expect(factors.reduce((sum, { points }) => sum + points, 0)).toBe(score);
  return { grade: row.grade, score, of: factors.filter(({ factor }) => factor !== 'BASE' && factor !== 'VOLUME') };
};

describe('a grade (SPV-011)', () => {
  test.each<[string, readonly GradeFact[], string, number]>([
    ['nothing told', [], 'B', 80],
    ['a minor breach', [decided('MINOR')], 'B', 77],
    ['a serious violation', [decided('SERIOUS')], 'D', 55],
    ['a general violation a year ago', [decided('GENERAL', '2025-06-30')], 'B', 80],
    ['a general violation less than a year ago', [decided('GENERAL', '2025-07-01')], 'C', 70],
    [
      'five general ones, which are capped',
      ['01', '02', '03', '04', '05'].map((no) => decided('GENERAL', `2026-01-${no}`)),
      'D',
      50,
    ],
    [
      'a case that was dismissed after it was opened anew',
      [decided('SERIOUS'), fact({ sourceId: 'case-2026-01-10-SERIOUS', change: { value: null } })],
      'B',
      80,
    ],
    [
      'an excellent year',
      [fact({ kind: 'ASSESSMENT', change: { value: 'EXCELLENT', from: day('2025-12-31') } })],
      'A',
      95,
    ],
    [
      'a failed year after an excellent one',
      [
        fact({ kind: 'ASSESSMENT', sourceId: 'y5', change: { value: 'FAIL', from: day('2025-12-31') } }),
        fact({ kind: 'ASSESSMENT', sourceId: 'y4', change: { value: 'EXCELLENT', from: day('2024-12-31') } }),
      ],
      'C',
      60,
    ],
    [
      'a restriction that holds',
      [fact({ kind: 'RESTRICTION', change: { from: day('2026-01-10'), to: null } })],
      'C',
      65,
    ],
    [
      'a restriction on its last day',
      [fact({ kind: 'RESTRICTION', change: { from: day('2026-01-10'), to: TODAY } })],
      'C',
      65,
    ],
    [
      'a restriction that was lifted today',
      [fact({ kind: 'RESTRICTION', change: { from: day('2026-01-10'), to: null, endedOn: TODAY } })],
      'B',
      80,
    ],
    ['a rectification that is due today', [fact({ kind: 'RECTIFICATION', change: { to: TODAY } })], 'B', 80],
    ['one that was due yesterday', [fact({ kind: 'RECTIFICATION', change: { to: day('2026-06-29') } })], 'C', 70],
    [
      'one that came late',
      [fact({ kind: 'RECTIFICATION', change: { to: day('2026-06-01'), endedOn: day('2026-06-02') } })],
      'B',
      75,
    ],
    [
      'one that came in time',
      [fact({ kind: 'RECTIFICATION', change: { to: day('2026-06-01'), endedOn: day('2026-06-01') } })],
      'B',
      81,
    ],
    ['a case whose rectification is overdue', [decided('SERIOUS', '2026-01-10', { to: day('2026-02-10') })], 'D', 45],
    ['a complaint that was found true', [fact({ kind: 'COMPLAINT', change: { from: day('2026-01-10') } })], 'B', 75],
    ['an open warning', [fact({ kind: 'ALERT', change: { from: day('2026-01-10') } })], 'B', 78],
  ])('with %s', (_name, facts, grade, score) => {
    expect(graded(facts)).toMatchObject({ grade, score });
  });

  test('is lower in the first year of the first filing, and its last day is the one before the anniversary', () => {
    const on = (text: string) => gradeOn({ facts: [], filedSince: day('2025-03-10') }, day(text))!.score;
    expect([on('2026-03-09'), on('2026-03-10')]).toEqual([75, 80]);
  });

  test('does not guess the volume, and there is none before there are weights', () => {
    const old = fact({ kind: 'VOLUME', sourceId: '2025-05', on: day('2025-06-01'), change: { count: 9000 } });
    for (const facts of [[], [old]])
      expect(gradeOn({ facts, filedSince }, TODAY)!.factors.at(-1)).toMatchObject({
        ...{ factor: 'VOLUME', count: 0, points: 0 },
        undetermined: expect.any(String),
      });
    expect(gradeOn({ facts: [], filedSince }, day('2024-04-30'))).toBeNull();
  });

  test('adds up the certificates of the twelve months that are over, and counts them from a threshold on', () => {
    const month = (sourceId: string, on: string, count: number) =>
      fact({ kind: 'VOLUME', sourceId, on: day(on), change: { count } });
    const facts = [
      month('2025-05', '2025-06-01', 5000),
      month('2025-06', '2025-07-01', 1000),
      month('2026-05', '2026-06-01', 1999),
    ];
    const volume = (all: readonly GradeFact[], on: string) =>
      gradeOn({ facts: all, filedSince }, day(on))!.factors.at(-1);
    expect(volume(facts, '2026-06-30')).toMatchObject({ count: 2999, points: 0, undetermined: null });
    const more = [...facts, month('2026-06', '2026-07-01', 1001)];
    expect(volume(more, '2026-06-30')).toMatchObject({ count: 2999, points: 0 });
    expect(volume(more, '2026-07-01')).toMatchObject({ count: 3000, points: -3 });
  });

  test('has rows for every tier, and thresholds from the best to the last', () => {
    const least = supervisionGrades.map(({ atLeast }) => atLeast);
    expect(least).toEqual([...least].sort((a, b) => b - a));
    expect(weightsOn(TODAY)).toEqual(gradeWeights);
    expect(supervisionGrades.map(({ inspectionsPerYear }) => inspectionsPerYear)).toEqual([1, 2, 4, 6]);
  });

  test('of a past day is what was told then, whatever is told later', () => {
    const start = day('2025-01-01');
    const kinds = ['CASE', 'RESTRICTION', 'RECTIFICATION', 'COMPLAINT', 'ASSESSMENT', 'ALERT', 'VOLUME'] as const;
    const told = fc.record({
      kind: fc.constantFrom(...kinds),
      source: fc.integer({ min: 0, max: 3 }),
      after: fc.integer({ min: 0, max: 40 }),
      value: fc.constantFrom('MINOR', 'GENERAL', 'SERIOUS', 'EXCELLENT', 'FAIL', null),
      from: fc.integer({ min: 0, max: 400 }),
      to: fc.option(fc.integer({ min: 0, max: 400 })),
      ended: fc.option(fc.integer({ min: 0, max: 400 })),
    });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 20 }), (rows) => {
        let on = start;
        const facts: GradeFact[] = [];
        const answers: { on: Day; score: number }[] = [];
        for (const { kind, source, after, value, from, to, ended } of rows) {
          // What was told at the end of each day that has passed.
          for (let passed = 0; passed < after; passed += 1) {
            answers.push({ on, score: gradeOn({ facts, filedSince }, on)!.score });
            on = addDays(on, 1);
          }
          const ends = to === null ? null : addDays(start, to);
          const change = {
            value,
            from: addDays(start, from),
            to: ends,
            endedOn: ended === null ? null : addDays(start, ended),
            count: from * 10,
          };
          facts.push({ _id: facts.length + 1, agencyId: 'a', kind, sourceId: `s${source}`, on, change });
        }
        for (const one of answers)
          expect(gradeOn({ facts: [...facts].reverse(), filedSince }, one.on)!.score).toBe(one.score);
      }),
    );
  });
});
