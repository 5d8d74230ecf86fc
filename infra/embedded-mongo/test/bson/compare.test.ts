import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare } from '../../dist/bson/compare.js';
import { compoundKey, keyOf } from '../../dist/bson/key.js';
import { bsonValue, RUNS } from './generate.js';
import { IN_ORDER, show } from './values.js';

/** Tests of our own comparison and index keys, without a server. */

const rows = IN_ORDER.flatMap((row, rank) => row.map((value) => ({ value, rank })));
const keys = new Map(rows.map((row) => [row, { up: keyOf(row.value), down: keyOf(row.value, true) }]));

test('every pair of values of all types compares as the table orders them', () => {
  const wrong: string[] = [];
  for (const a of rows)
    for (const b of rows)
      if (Math.sign(compare(a.value, b.value)) !== Math.sign(a.rank - b.rank))
        wrong.push(`${show(a.value)} ? ${show(b.value)}`);
  expect(wrong).toEqual([]);
});

test('every pair of keys has the order of its values, ascending and descending', () => {
  const wrong: string[] = [];
  for (const a of rows) {
    for (const b of rows) {
      const up = Buffer.compare(keys.get(a)?.up as Buffer, keys.get(b)?.up as Buffer);
      const down = Buffer.compare(keys.get(b)?.down as Buffer, keys.get(a)?.down as Buffer);
      const order = Math.sign(a.rank - b.rank);
      if (up !== order || down !== order) wrong.push(`${show(a.value)} ? ${show(b.value)}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('no key is a prefix of the key of an unequal value', () => {
  const wrong: string[] = [];
  for (const a of rows)
    for (const b of rows)
      if (a.rank !== b.rank && keys.get(b)?.up.indexOf(keys.get(a)?.up as Buffer) === 0)
        wrong.push(`${show(a.value)} begins ${show(b.value)}`);
  expect(wrong).toEqual([]);
});

test('keys agree with comparison for random values', () => {
  fc.assert(
    fc.property(bsonValue, bsonValue, (a, b) => {
      expect(Buffer.compare(keyOf(a), keyOf(b))).toBe(Math.sign(compare(a, b)));
      expect(Buffer.compare(keyOf(b, true), keyOf(a, true))).toBe(Math.sign(compare(a, b)));
    }),
    { seed: 1, numRuns: RUNS },
  );
});

test('compound keys agree with field by field comparison for random values and directions', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(bsonValue, bsonValue, fc.boolean()), { minLength: 1, maxLength: 3 }), (fields) => {
      const directions = fields.map(([, , descending]) => descending);
      const left = compoundKey(
        fields.map(([a]) => a),
        directions,
      );
      const right = compoundKey(
        fields.map(([, b]) => b),
        directions,
      );
      const order = fields.reduce(
        (known, [a, b, descending]) => known || Math.sign(descending ? compare(b, a) : compare(a, b)),
        0,
      );
      expect(Buffer.compare(left, right)).toBe(order);
    }),
    { seed: 2, numRuns: RUNS },
  );
});
