import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createOverlay, type Reader } from '../../dist/storage/kv.js';
import { MOST_IN_CHUNK, putRow, type Row, rowsBetween, type SortedRows } from '../../dist/storage/sorted-rows.js';

/** Tests of what a transaction has written and reads again, without a server. */

const ROWS = 20_000;
/** Rows of the 20,000 that a binary search may examine, several times over. */
const FEW = 64;

/** Neither in order nor twice the same: 7,919 is prime to 20,000. */
const keyAt = (i: number): string => String((i * 7_919) % ROWS).padStart(5, '0');

/** Rows that count each time their key is read. */
function counting(): { row: (key: string) => Row; examinedBy: (act: () => void) => number } {
  let reads = 0;
  return {
    row: (key) => ({
      get key() {
        reads++;
        return key;
      },
      value: null,
    }),
    examinedBy(act) {
      const before = reads;
      act();
      return reads - before;
    },
  };
}

describe('the work of a transaction that reads between its writes', () => {
  const { row, examinedBy } = counting();
  const rows: SortedRows = [];
  const keys = Array.from({ length: ROWS }, (_, i) => keyAt(i));
  const examined = keys.map((key) => ({
    byRead: examinedBy(() => [...rowsBetween(rows, key, `${key}~`, false)]),
    byWrite: examinedBy(() => putRow(rows, row(key))),
  }));

  test('a read of one key examines few of the rows written before', () => {
    expect(Math.max(...examined.map(({ byRead }) => byRead))).toBeLessThan(FEW);
  });

  test('a write examines few of the rows written before', () => {
    expect(Math.max(...examined.map(({ byWrite }) => byWrite))).toBeLessThan(FEW);
  });

  test('a read that is left after its first row examines few of all it could give', () => {
    const first = (reverse: boolean): void => {
      for (const _ of rowsBetween(rows, '', '~', reverse)) return;
    };
    for (const reverse of [false, true]) expect(examinedBy(() => first(reverse))).toBeLessThan(FEW);
  });

  test('no write copies more than a chunk, and chunks stay at least half full', () => {
    const lengths = rows.map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MOST_IN_CHUNK);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(MOST_IN_CHUNK / 2);
  });
});

const empty: Reader = { get: () => undefined, range: () => [] };
const bytes = (key: number): Buffer => Buffer.from([key >> 8, key & 0xff]);
const MOST_KEY = 900;
const key = fc.integer({ min: 0, max: MOST_KEY });
/** Enough for several chunks, and for writes to keys that are there. */
const writes = fc.array(fc.record({ key, removed: fc.boolean() }), { minLength: 1_500, maxLength: 1_600 });

describe('what a transaction reads', () => {
  test('is what it wrote last over what was there, in order from either end, also when it writes while it reads', () => {
    fc.assert(
      fc.property(writes, writes, key, key, fc.boolean(), (earlier, later, low, high, reverse) => {
        const below = createOverlay(empty);
        const view = createOverlay(below);
        const model = new Map<number, number>();
        for (const [target, batch] of [
          [below, earlier],
          [view, later],
        ] as const)
          batch.forEach((write, i) => {
            if (write.removed) target.remove('keys', bytes(write.key));
            else target.put('keys', bytes(write.key), bytes(i));
            if (write.removed) model.delete(write.key);
            else model.set(write.key, i);
            // Now and then a range puts in order what was written so far.
            if (i % 50 === 0) for (const _ of target.range('keys', bytes(0), bytes(1))) break;
          });
        const expected = [...model].filter(([k]) => k >= low && k < high).sort(([a], [b]) => (reverse ? b - a : a - b));
        const found: [number, number][] = [];
        for (const entry of view.range('keys', bytes(low), bytes(high), reverse)) {
          found.push([entry.key.readUInt16BE(), entry.value.readUInt16BE()]);
          view.remove('keys', entry.key);
          view.put('keys', bytes((entry.key.readUInt16BE() * 7) % MOST_KEY), bytes(MOST_KEY));
        }
        expect(found).toEqual(expected);
      }),
      { seed: 11, numRuns: process.env['DEEP'] === '1' ? 5_000 : 50, endOnFailure: true },
    );
  });
});
