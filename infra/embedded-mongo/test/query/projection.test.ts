import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, Double, Long } from 'mongodb';
import { useServer } from '../harness.js';
import { codeOf, collectionOf, findCode, type Row } from './ask.js';

const server = useServer();

interface Case {
  readonly doc: Document;
  readonly filter?: Document;
  readonly projection: Document;
  readonly gives: Document;
}

/** Source: MongoDB manual, "Project Fields to Return from Query" and the pages of $slice, $elemMatch and the positional $. */
const CASES: Readonly<Record<string, Case>> = {
  'inclusion keeps _id': { doc: { a: 1, b: 2 }, projection: { a: 1 }, gives: { _id: 0, a: 1 } },
  'inclusion without _id': { doc: { a: 1, b: 2 }, projection: { a: true, _id: 0 }, gives: { a: 1 } },
  'only _id': { doc: { a: 1 }, projection: { _id: 1 }, gives: { _id: 0 } },
  'all but _id': { doc: { a: 1 }, projection: { _id: 0 }, gives: { a: 1 } },
  exclusion: { doc: { a: 1, b: 2 }, projection: { a: 0 }, gives: { _id: 0, b: 2 } },
  'exclusion with _id': { doc: { a: 1, b: 2 }, projection: { _id: 0, a: false }, gives: { b: 2 } },
  'zeros and ones of other number types': {
    doc: { a: 1, b: 2 },
    projection: { a: new Double(1), _id: Long.fromNumber(0) },
    gives: { a: 1 },
  },
  'any number but zero includes': { doc: { a: 1, b: 2 }, projection: { a: -5 }, gives: { _id: 0, a: 1 } },
  'no fields: the whole document': { doc: { a: 1 }, projection: {}, gives: { _id: 0, a: 1 } },
  'a missing field stays missing': { doc: { a: 1 }, projection: { z: 1 }, gives: { _id: 0 } },
  'inclusion of a nested field': {
    doc: { a: { b: 1, c: 2 }, d: 3 },
    projection: { 'a.b': 1 },
    gives: { _id: 0, a: { b: 1 } },
  },
  'inclusion of a nested field, written as a document': {
    doc: { a: { b: 1, c: 2 }, d: 3 },
    projection: { a: { b: 1 } },
    gives: { _id: 0, a: { b: 1 } },
  },
  'inclusion enters arrays and drops what is no document': {
    doc: { a: [{ b: 1, c: 2 }, 5, { c: 3 }, [{ b: 4, c: 5 }, 6], null] },
    projection: { 'a.b': 1 },
    gives: { _id: 0, a: [{ b: 1 }, {}, [{ b: 4 }]] },
  },
  'inclusion below a scalar drops it': {
    doc: { a: 5, b: {} },
    projection: { 'a.x': 1, 'b.x': 1 },
    gives: { _id: 0, b: {} },
  },
  'exclusion enters arrays and keeps the rest': {
    doc: { a: [{ b: 1, c: 2 }, 5, [{ b: 4, c: 5 }]] },
    projection: { 'a.b': 0 },
    gives: { _id: 0, a: [{ c: 2 }, 5, [{ c: 5 }]] },
  },
  'exclusion below a scalar keeps it': { doc: { a: 5 }, projection: { 'a.x': 0 }, gives: { _id: 0, a: 5 } },
  'several fields below one': {
    doc: { a: { b: 1, c: 2, d: 3 } },
    projection: { 'a.b': 1, 'a.c': 1 },
    gives: { _id: 0, a: { b: 1, c: 2 } },
  },
  'fields come in the order of the document': {
    doc: { z: 1, y: 2, x: 3 },
    projection: { x: 1, y: 1, z: 1 },
    gives: { _id: 0, z: 1, y: 2, x: 3 },
  },
  '$slice of the first items, with all other fields': {
    doc: { a: [1, 2, 3], b: 1 },
    projection: { a: { $slice: 2 } },
    gives: { _id: 0, a: [1, 2], b: 1 },
  },
  '$slice of the last items': {
    doc: { a: [1, 2, 3] },
    projection: { a: { $slice: -2 } },
    gives: { _id: 0, a: [2, 3] },
  },
  '$slice with skip and limit': {
    doc: { a: [1, 2, 3, 4] },
    projection: { a: { $slice: [1, 2] } },
    gives: { _id: 0, a: [2, 3] },
  },
  '$slice with a negative skip': {
    doc: { a: [1, 2, 3, 4] },
    projection: { a: { $slice: [-3, 2] } },
    gives: { _id: 0, a: [2, 3] },
  },
  '$slice with a negative skip before the start': {
    doc: { a: [1, 2, 3, 4] },
    projection: { a: { $slice: [-9, 2] } },
    gives: { _id: 0, a: [1, 2] },
  },
  '$slice beyond the end': { doc: { a: [1] }, projection: { a: { $slice: [5, 2] } }, gives: { _id: 0, a: [] } },
  '$slice of no array': { doc: { a: 5 }, projection: { a: { $slice: 1 } }, gives: { _id: 0, a: 5 } },
  '$slice within an inclusion': {
    doc: { a: [1, 2, 3], b: 1, c: 1 },
    projection: { a: { $slice: 1 }, b: 1 },
    gives: { _id: 0, a: [1], b: 1 },
  },
  '$slice within an exclusion': {
    doc: { a: [1, 2, 3], b: 1, c: 1 },
    projection: { a: { $slice: 1 }, b: 0 },
    gives: { _id: 0, a: [1], c: 1 },
  },
  '$slice of a nested array': {
    doc: { a: { b: [1, 2, 3], c: 1 }, d: 1 },
    projection: { 'a.b': { $slice: 1 } },
    gives: { _id: 0, a: { b: [1], c: 1 }, d: 1 },
  },
  '$elemMatch gives the first item that matches, and no other field': {
    doc: { a: [{ x: 1 }, { x: 2, y: 1 }, { x: 2, y: 2 }], b: 1 },
    projection: { a: { $elemMatch: { x: 2 } } },
    gives: { _id: 0, a: [{ x: 2, y: 1 }] },
  },
  '$elemMatch of values': {
    doc: { a: [1, 5, 9] },
    projection: { a: { $elemMatch: { $gt: 2 } } },
    gives: { _id: 0, a: [5] },
  },
  '$elemMatch that matches nothing': {
    doc: { a: [1], b: 1 },
    projection: { a: { $elemMatch: { $gt: 2 } }, b: 1 },
    gives: { _id: 0, b: 1 },
  },
  'the positional $ gives the item the query found': {
    doc: { a: [1, 5, 9], b: 1 },
    filter: { a: { $gt: 2 } },
    projection: { 'a.$': 1 },
    gives: { _id: 0, a: [5] },
  },
  'the positional $ of documents': {
    doc: {
      a: [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ],
    },
    filter: { 'a.x': 2 },
    projection: { 'a.$': 1 },
    gives: { _id: 0, a: [{ x: 2, y: 2 }] },
  },
  'the positional $ after $elemMatch': {
    doc: {
      a: [
        { x: 1, y: 2 },
        { x: 2, y: 1 },
        { x: 2, y: 2 },
      ],
      b: 1,
    },
    filter: { a: { $elemMatch: { x: 2, y: 2 } } },
    projection: { 'a.$': 1, b: 1 },
    gives: { _id: 0, a: [{ x: 2, y: 2 }], b: 1 },
  },
  'an expression': {
    doc: { a: 1, b: 2 },
    projection: { sum: { $add: ['$a', '$b'] } },
    gives: { _id: 0, sum: 3 },
  },
  'a path, a literal and an inclusion': {
    doc: { a: { x: 1 }, b: 2 },
    projection: { b: 1, copy: '$a.x', text: 'plain', none: '$missing', _id: 0 },
    gives: { b: 2, copy: 1, text: 'plain' },
  },
  'an expression below an array is given to each item': {
    doc: { a: [{ x: 1 }, 5], b: 2 },
    projection: { 'a.y': '$b' },
    gives: { _id: 0, a: [{ y: 2 }, { y: 2 }] },
  },
  'an expression below a missing field makes it': {
    doc: { b: 2 },
    projection: { 'a.y': '$b' },
    gives: { _id: 0, a: { y: 2 } },
  },
};

test.each(Object.entries(CASES))('%s', async (_, { doc, filter, projection, gives }) => {
  const rows = await collectionOf(server.db(), [doc]);
  const found = await rows.findOne(filter ?? {}, { projection });
  expect(found).toEqual(gives);
  expect(JSON.stringify(found)).toBe(JSON.stringify(gives));
});

describe('a malformed projection is refused', () => {
  let rows: Collection<Row>;
  beforeAll(async () => {
    rows = await collectionOf(server.db(), [{ a: [1, 2], b: 1 }]);
  });

  test.each<[Document, number]>([
    [{ a: 0, b: 1 }, 31253],
    [{ a: 1, b: 0 }, 31254],
    [{ 'a.x': 1, 'a.y': 0 }, 31254],
    [{ a: 1, 'a.b': 1 }, 31249],
    [{ 'a.b': 1, a: 1 }, 31250],
    [{ a: { b: 1 }, 'a.b': 1 }, 31250],
    [{ a: {} }, 51270],
    [{ '': 1 }, 40352],
    [{ 'a.': 1 }, 40353],
    [{ 'a..b': 1 }, 15998],
    [{ '.a': 1 }, 15998],
    [{ $a: 1 }, 16410],
    [{ a: 0, b: { $add: [1, 2] } }, 31252],
    [{ 'a.$': 1, 'b.$': 1 }, 31276],
    [{ 'a.$.b': 1 }, 31394],
    [{ b: 0, 'a.$': 1 }, 31395],
    [{ 'a.b': { $elemMatch: { x: 1 } } }, 31275],
    [{ a: { $elemMatch: 1 } }, 31274],
    [{ a: { $slice: [1, 0] } }, 28724],
    [{ a: { $add: [{ $nonsense: 1 }] } }, 168],
  ])('%j', async (projection, code) => {
    expect(await findCode(rows, { a: 1 }, { projection })).toBe(code);
  });

  test('a positional $ without an array in the query', async () => {
    expect(await findCode(rows, { b: 1 }, { projection: { 'a.$': 1 } })).toBe(51246);
  });

  test('the same in $project', async () => {
    expect(await codeOf(rows.aggregate([{ $project: { a: 1, b: 0 } }]).toArray())).toBe(31254);
    expect(await codeOf(rows.aggregate([{ $project: { a: 1, 'a.b': 1 } }]).toArray())).toBe(31249);
  });
});
