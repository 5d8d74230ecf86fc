import { describe, expect, test } from '@jest/globals';
import { readLoaded } from './load/load.js';
import { differenceOf, type SeenAnswer } from './measure/answers.js';
import { bars, judgeBars } from './measure/bars.js';
import { type Measures, median, mediansOf } from './measure/medians.js';
import { markdown, reportOf } from './measure/report.js';
import { readOptions } from './options.js';
import { benchQueries, bodiesOf } from './queries.js';

const measures = (changes: Partial<Measures> = {}): Measures => ({
  ...{ rps: 100, p50: 1, p99: 9, rssMb: 50, cpuMs: 0.5 },
  ...changes,
});
const answer = (text: string, status = 200): SeenAnswer => ({ text, status });

describe('the bench', () => {
  test('takes the middle of the rounds, measure by measure', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    const rounds = [measures({ rps: 10 }), measures({ rps: 30, p99: 5 }), measures({ rps: 20, p99: 7 })];
    expect(mediansOf(rounds)).toEqual(measures({ rps: 20, p99: 7 }));
  });

  test('reads what a generator tells among what else it prints', () => {
    const stdout = 'Running 1s test\nresult {"requests":7,"seconds":1.5,"failed":0,"p50":1.25,"p99":3}\n';
    expect(readLoaded(stdout)).toEqual({ requests: 7, seconds: 1.5, failed: 0, p50: 1.25, p99: 3 });
    expect(() => readLoaded('unable to connect')).toThrow();
  });

  test.each([
    ['the same data in another order and with extensions', '{"extensions":{},"data":{"b":[2],"a":1}}', true],
    ['other data', '{"data":{"a":1,"b":[3]}}', false],
    ['the data with errors', '{"data":{"a":1,"b":[2]},"errors":[{"message":"no"}]}', false],
    ['no JSON', 'Bad Gateway', false],
  ])('takes %s for an answer like the first, or not', (_, text, isLike) => {
    expect(differenceOf(answer('{"data":{"a":1,"b":[2]}}'), answer(text)) === undefined).toBe(isLike);
  });

  test('never asks for one thing twice in a round where nothing may be kept', () => {
    for (const query of benchQueries) expect(new Set(bodiesOf(query, 'off')).size).toBe(256);
  });

  test('judges a bar by ratio, and leaves open what was not measured', () => {
    const off = { ours: measures({ rps: 800, p99: 3 }), apollo: measures({ p99: 8 }), hive: measures({ rps: 210 }) };
    const judged = judgeBars({ 'look-up': { off, on: {} } });
    expect(judged).toHaveLength(bars.length);
    const ofLookUp = judged.filter(({ query }) => query === 'look-up');
    expect(ofLookUp.map(({ against, measure, holds }) => [against, measure, holds])).toEqual([
      ['apollo', 'rps', true],
      ['hive', 'rps', false],
      ['mercurius', 'rps', undefined],
      ['apollo', 'p99', false],
    ]);
  });

  test('reports every contender that was measured, as Markdown', () => {
    const report = reportOf({ page: { off: { ours: measures(), raw: measures({ rps: 400 }) }, on: {} } });
    expect(report.match(/^\*\*.+\*\*$/gm)).toEqual(['**page, cache off**']);
    expect(report).toContain('0.25 x');
    expect(
      markdown([
        ['a', 'bcde'],
        ['fghi', ''],
      ]).split('\n'),
    ).toEqual(['| a    | bcde |', '| ---- | ---- |', '| fghi |      |']);
  });

  test.each([
    [['--rounds', '0']],
    [['--only', 'ours,nobody']],
    [['--queries', 'nothing']],
    [['--unknown']],
    [['--help']],
  ])('does not begin with %j', (args) => {
    expect(readOptions(args)).toBeUndefined();
  });

  test('measures everything five times unless it is told otherwise', () => {
    expect(readOptions([])).toMatchObject({ rounds: 5, json: false, ownGraph: true });
    expect(readOptions(['--quick', '--json', '--only', 'ours,raw'])).toMatchObject({
      ...{ rounds: 1, json: true, names: ['ours', 'raw'] },
    });
  });
});
