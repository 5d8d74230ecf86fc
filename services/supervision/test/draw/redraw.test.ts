import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import fc from 'fast-check';
import type { DrawBasis, DrawRecord, PoolEntry } from '../../dist/draw/draw-record.js';
import { randomStream, seedHashOf } from '../../dist/draw/random-stream.js';
import { eligibleFor } from '../../dist/draw/eligible-inspectors.js';
import { redrawInspector, teamAfter } from '../../dist/draw/redraw-inspector.js';
import { isTrueDraw, redraw } from '../../dist/draw/redraw.js';

const isDeep = process.env['DEEP'] !== undefined;

/** A subject of a pool. */
function entry(no: number, over: Partial<PoolEntry> = {}): PoolEntry {
  const entryId = `agency-${String(no).padStart(2, '0')}`;
  return { entryId, agencyId: entryId, siteId: null, name: `示例${no}`, stratum: 'UNGRADED', weight: 1, ...over };
}

/** Ten subjects, of which three are drawn, and four inspectors of whom the last cannot lead. */
function basis(over: Partial<DrawBasis> = {}): DrawBasis {
  return {
    algorithm: 'SHA256-COUNTER-1',
    asOf: day('2025-06-20'),
    pool: Array.from({ length: 10 }, (_, no) => entry(no)),
    quotas: [{ stratum: 'UNGRADED', count: 3 }],
    inspectors: [1, 2, 3, 4].map((no) => ({ inspectorNo: `R-00${no}`, canLead: no < 4 })),
    inspectorsEach: 2,
    recusals: [],
    seedHash: seedHashOf('seed'),
    ...over,
  };
}

/** Pearson's statistic of counts that are expected to be in these proportions. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const all = counts.reduce((sum, one) => sum + one, 0);
  const whole = shares.reduce((sum, one) => sum + one, 0);
  return counts.reduce((sum, count, at) => {
    const expected = (all * shares[at]!) / whole;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

/** How often each subject is drawn in so many draws, and each inspector leads. */
function counted(given: DrawBasis, draws: number): { readonly drawn: number[]; readonly leads: number[] } {
  const drawn = given.pool.map(() => 0);
  const leads = given.inspectors.map(() => 0);
  for (let no = 0; no < draws; no += 1)
    for (const { entryId, inspectorNos } of redraw(given, `seed-${no}`)) {
      drawn[given.pool.findIndex((one) => one.entryId === entryId)]! += 1;
      leads[given.inspectors.findIndex((one) => one.inspectorNo === inspectorNos[0])]! += 1;
    }
  return { drawn, leads };
}

/** Of the seed `seed`, by another program in another language. */
const KNOWN_NUMBERS = [38, 65, 87, 6];
const KNOWN_PICKS = [
  { entryId: 'agency-08', inspectorNos: ['R-002', 'R-004'] },
  { entryId: 'agency-04', inspectorNos: ['R-003', 'R-004'] },
  { entryId: 'agency-03', inspectorNos: ['R-002', 'R-001'] },
];

describe('a draw', () => {
  test('is verified by who has its published record, and by nothing else of ours', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'draw-'));
    const file = join(folder, 'record.json');
    const main = fileURLToPath(new URL('../../dist/draw/verify/main.js', import.meta.url));
    const verified = async (record: DrawRecord) => {
      await writeFile(file, JSON.stringify(record));
      return spawnSync(process.execPath, [main, file]).status;
    };
    const record = { ...basis(), seed: 'seed', picks: redraw(basis(), 'seed') };
    expect(await verified(record)).toBe(0);
    expect(await verified({ ...record, picks: record.picks.slice(1) })).toBe(1);
    await rm(folder, { recursive: true });
  });

  test('follows from its record on every machine: these numbers and this list were worked out elsewhere', () => {
    const stream = randomStream('seed');
    expect([stream.below(100), stream.below(100), stream.below(100), stream.below(7)]).toEqual(KNOWN_NUMBERS);
    expect(redraw(basis(), 'seed')).toEqual(KNOWN_PICKS);
  });

  test('follows from a record that another program made, replacements and all', async () => {
    const file = fileURLToPath(new URL('golden-record.json', import.meta.url));
    const golden = JSON.parse(await readFile(file, 'utf8')) as DrawRecord;
    expect(redraw(golden, golden.seed)).toEqual(golden.picks);
    expect([isTrueDraw(golden), golden.picks.length, golden.replacements?.length]).toEqual([true, 8, 3]);
    const main = fileURLToPath(new URL('../../dist/draw/verify/main.js', import.meta.url));
    // Another order of letters and another time change nothing.
    for (const env of [{ LC_ALL: 'C' }, { LC_ALL: 'zh_CN.UTF-8', TZ: 'America/New_York' }])
      expect(spawnSync(process.execPath, [main, file], { env }).status).toBe(0);
    for (const no of [0, 1, 2]) {
      const changed = golden.replacements!.map((one, at) =>
        at === no ? { ...one, replacedBy: one.inspectorNo } : one,
      );
      expect(isTrueDraw({ ...golden, replacements: changed })).toBe(false);
    }
  });

  test('is the same however its record is ordered', () => {
    const { pool, inspectors } = basis();
    expect(redraw(basis({ pool: pool.toReversed(), inspectors: inspectors.toReversed() }), 'seed')).toEqual(
      redraw(basis(), 'seed'),
    );
  });

  test('is true with its own seed and list alone', () => {
    const record = { ...basis(), seed: 'seed', picks: redraw(basis(), 'seed') };
    expect(isTrueDraw(record)).toBe(true);
    expect(isTrueDraw({ ...record, picks: record.picks.toReversed() })).toBe(false);
    expect(
      isTrueDraw({ ...record, picks: [{ ...record.picks[0]!, entryId: 'agency-99' }, ...record.picks.slice(1)] }),
    ).toBe(false);
    expect(isTrueDraw({ ...record, seed: 'another', picks: redraw(basis(), 'another') })).toBe(false);
  });

  test('takes the quota of each stratum, and all of one that is smaller', () => {
    const pool = [0, 1, 2, 3, 4].map((no) => entry(no, { stratum: no < 2 ? 'A' : 'D' }));
    const quotas = [
      { stratum: 'D', count: 2 },
      { stratum: 'A', count: 5 },
    ];
    const drawn = redraw(basis({ pool, quotas }), 'seed').map(
      ({ entryId }) => pool.find((one) => one.entryId === entryId)!.stratum,
    );
    expect(drawn).toEqual(['A', 'A', 'D', 'D']);
  });

  test('of whom nobody can inspect fails, and does not look for somebody else', () => {
    const recusals = basis().pool.flatMap(({ entryId }) =>
      ['R-001', 'R-002', 'R-003'].map((inspectorNo) => ({ entryId, inspectorNo })),
    );
    expect(() => redraw(basis({ recusals }), 'seed')).toThrow(RangeError);
    expect(() => randomStream('seed').below(0)).toThrow(RangeError);
  });
});

test('recusal is never violated, the first leads, nobody comes twice, and nobody is drawn twice', () => {
  const anyBasis = fc
    .record({
      size: fc.integer({ min: 1, max: 12 }),
      count: fc.integer({ min: 1, max: 12 }),
      seed: fc.string(),
      weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 }),
      recused: fc.array(fc.tuple(fc.nat({ max: 11 }), fc.integer({ min: 1, max: 6 })), { maxLength: 20 }),
    })
    .map(({ size, count, seed, weights, recused }) => ({
      seed,
      given: basis({
        pool: Array.from({ length: size }, (_, no) => entry(no, { weight: weights[no]! })),
        quotas: [{ stratum: 'UNGRADED', count }],
        inspectors: [1, 2, 3, 4, 5, 6].map((no) => ({ inspectorNo: `R-00${no}`, canLead: no % 2 === 1 })),
        recusals: recused.map(([no, inspector]) => ({ entryId: entry(no).entryId, inspectorNo: `R-00${inspector}` })),
      }),
    }))
    .filter(({ given }) =>
      given.pool.every(({ entryId }) => {
        const left = eligibleFor(given, entryId);
        return left.length >= 2 && left.some(({ canLead }) => canLead);
      }),
    );
  fc.assert(
    fc.property(anyBasis, ({ given, seed }) => {
      const picks = redraw(given, seed);
      expect(new Set(picks.map(({ entryId }) => entryId)).size).toBe(picks.length);
      expect(picks).toHaveLength(Math.min(given.quotas[0]!.count, given.pool.length));
      for (const { entryId, inspectorNos } of picks) {
        expect(new Set(inspectorNos).size).toBe(2);
        expect(given.inspectors.find(({ inspectorNo }) => inspectorNo === inspectorNos[0])!.canLead).toBe(true);
        expectNoneRecused(given, entryId, inspectorNos);
      }
      expectReplaced({ ...given, seed, picks });
    }),
    { numRuns: isDeep ? 5000 : 300 },
  );
});

function expectNoneRecused({ recusals }: DrawBasis, entryId: string, inspectorNos: readonly string[]): void {
  for (const recusal of recusals)
    if (recusal.entryId === entryId) expect(inspectorNos).not.toContain(recusal.inspectorNo);
}

/** Whoever goes, as often as somebody is left, is replaced by one who was never on the team, can lead where he leads, and is not recused. */
function expectReplaced(drawn: DrawRecord): void {
  let record: DrawRecord = drawn;
  for (const pick of record.picks) {
    const were = new Set(pick.inspectorNos);
    for (let inspectorNo = pick.inspectorNos[0]!; ;) {
      const replacedBy = redrawInspector(record, { entryId: pick.entryId, inspectorNo });
      const left = eligibleFor(record, pick.entryId).filter((one) => one.canLead && !were.has(one.inspectorNo));
      expect(left.map((one) => one.inspectorNo).includes(replacedBy ?? '')).toBe(left.length > 0);
      if (replacedBy === null) break;
      const replacements = [...(record.replacements ?? []), { entryId: pick.entryId, inspectorNo, replacedBy }];
      record = { ...record, replacements };
      were.add(replacedBy);
      expect(teamAfter(pick, replacements)).toEqual([replacedBy, pick.inspectorNos[1]]);
      expectNoneRecused(record, pick.entryId, [replacedBy]);
      inspectorNo = replacedBy;
    }
  }
  expect(isTrueDraw({ ...record, seedHash: seedHashOf(record.seed) })).toBe(true);
}

// The 99.9 % quantiles of chi-square: 27.88 with nine degrees of freedom, 13.82 with two.
describe('over 10,000 draws', () => {
  const draws = 10_000;

  test('each of equal weight is drawn as often, and each who can leads as often', () => {
    const { drawn, leads } = counted(basis(), draws);
    expect(
      chiSquare(
        drawn,
        drawn.map(() => 1),
      ),
    ).toBeLessThan(27.88);
    expect(chiSquare(leads.slice(0, 3), [1, 1, 1])).toBeLessThan(13.82);
    expect(leads[3]).toBe(0);
  });

  test('the first who is drawn is drawn in proportion to the weights', () => {
    const pool = [1, 2, 3].map((weight) => entry(weight, { weight }));
    const { drawn } = counted(basis({ pool, quotas: [{ stratum: 'UNGRADED', count: 1 }] }), draws);
    expect(chiSquare(drawn, [1, 2, 3])).toBeLessThan(13.82);
  });
});
