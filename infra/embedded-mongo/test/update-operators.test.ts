import { describe, expect, test } from '@jest/globals';
import { Decimal128, type Document, Double, Int32, Long, MongoServerError, Timestamp } from 'mongodb';
import { useServer } from './harness.js';

const server = useServer();
const promoteValues = false;

/** Updates one stored document and gives it back with its BSON types. */
async function updated(
  doc: Document,
  update: Document | Document[],
  options: { filter?: Document; arrayFilters?: Document[] } = {},
): Promise<Document> {
  const things = server.db().collection<Document & { _id: number }>('things');
  await things.insertOne({ ...doc, _id: 1 });
  const { filter = {}, ...rest } = options;
  await things.updateOne({ ...filter, _id: 1 }, update, rest);
  const { _id: _, ...after } = (await things.findOne({}, { promoteValues })) as Document;
  return after;
}

async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof MongoServerError) return error.code;
    throw error;
  }
}

const int = (n: number): Int32 => new Int32(n);
const ints = (...items: number[]): Int32[] => items.map(int);

describe('an operator changes its field', () => {
  const rows: [string, Document, Document, Document][] = [
    ['$set makes the path', { a: 1 }, { $set: { 'b.c': 2 } }, { a: int(1), b: { c: int(2) } }],
    ['$set pads an array with nulls', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [int(1), null, null, int(4)] }],
    ['$set sets a field of an array item', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: int(2) }] }],
    ['$set makes numbered fields of a new parent', {}, { $set: { 'a.0': 1 } }, { a: { 0: int(1) } }],
    ['$set appends new fields by name', {}, { $set: { b: 1, a: 2 } }, { a: int(2), b: int(1) }],
    ['$set of nothing changes nothing', { a: 1 }, { $set: {} }, { a: int(1) }],
    ['$unset removes', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': 1 } }, { b: { d: int(2) } }],
    ['$unset leaves null in an array', { a: [1, 2] }, { $unset: { 'a.0': 1 } }, { a: [null, int(2)] }],
    ['$unset of what is not there', { a: 1 }, { $unset: { 'a.b.c': 1, z: 1 } }, { a: int(1) }],
    ['$inc adds', { a: 1 }, { $inc: { a: 2 } }, { a: int(3) }],
    ['$inc makes the field', {}, { $inc: { 'a.b': 2 } }, { a: { b: int(2) } }],
    ['$inc goes over to int64', { a: 2147483647 }, { $inc: { a: 1 } }, { a: Long.fromNumber(2147483648) }],
    ['$inc of a double stays double', { a: new Double(1) }, { $inc: { a: 1 } }, { a: new Double(2) }],
    ['$inc of an int by a double', { a: 1 }, { $inc: { a: 0.5 } }, { a: new Double(1.5) }],
    [
      '$inc of an int64 is exact',
      { a: Long.fromString('9007199254740993') },
      { $inc: { a: 1 } },
      { a: Long.fromString('9007199254740994') },
    ],
    [
      '$inc with a decimal',
      { a: 1 },
      { $inc: { a: Decimal128.fromString('0.10') } },
      { a: Decimal128.fromString('1.10') },
    ],
    ['$mul multiplies', { a: 3 }, { $mul: { a: 2 } }, { a: int(6) }],
    ['$mul goes over to int64', { a: 65536 }, { $mul: { a: 65536 } }, { a: Long.fromNumber(4294967296) }],
    [
      '$mul of a missing field gives zero of its type',
      {},
      { $mul: { a: new Double(2), b: Long.fromNumber(2), c: 2 } },
      { a: new Double(0), b: Long.ZERO, c: int(0) },
    ],
    [
      '$mul of decimals is exact',
      { a: Decimal128.fromString('1.1') },
      { $mul: { a: Decimal128.fromString('1.1') } },
      { a: Decimal128.fromString('1.21') },
    ],
    ['$min keeps the lesser', { a: 5, b: 5 }, { $min: { a: 3, b: 7, c: 1 } }, { a: int(3), b: int(5), c: int(1) }],
    ['$max keeps the greater', { a: 5, b: 5 }, { $max: { a: 3, b: 7, c: 1 } }, { a: int(5), b: int(7), c: int(1) }],
    ['$max compares across types', { a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
    ['$min keeps the type of an equal value', { a: 5 }, { $min: { a: new Double(5) } }, { a: int(5) }],
    ['$rename moves', { a: { b: 1 }, z: 1 }, { $rename: { 'a.b': 'c.d' } }, { a: {}, z: int(1), c: { d: int(1) } }],
    ['$rename replaces the target', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: int(1) }],
    ['$rename of a missing field', { a: 1 }, { $rename: { x: 'a' } }, { a: int(1) }],
    ['$setOnInsert does nothing on an update', { a: 1 }, { $setOnInsert: { a: 2 } }, { a: int(1) }],
    ['$push appends', { a: [1] }, { $push: { a: 2, b: 1 } }, { a: ints(1, 2), b: ints(1) }],
    ['$push appends an array as one item', { a: [1] }, { $push: { a: [2, 3] } }, { a: [int(1), ints(2, 3)] }],
    ['$each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: ints(1, 2, 3) }],
    ['$position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 0 } } }, { a: ints(9, 1, 2) }],
    [
      'a negative $position',
      { a: [1, 2] },
      { $push: { a: { $each: [8, 9], $position: -1 } } },
      { a: ints(1, 8, 9, 2) },
    ],
    ['$slice of the end', { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: -3 } } }, { a: ints(2, 3, 4) }],
    ['$slice of the start', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: ints(1, 2) }],
    ['$slice 0 empties', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
    ['$sort of values', { a: [2] }, { $push: { a: { $each: [3, 1], $sort: -1 } } }, { a: ints(3, 2, 1) }],
    [
      '$sort by a field, then $slice',
      { a: [{ s: 2 }] },
      { $push: { a: { $each: [{ s: 3 }, { s: 1 }], $sort: { s: 1 }, $slice: 2 } } },
      { a: [{ s: int(1) }, { s: int(2) }] },
    ],
    ['$addToSet adds what is new', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: ints(1, 2) }],
    ['$addToSet knows equal numbers', { a: [1] }, { $addToSet: { a: new Double(1) } }, { a: ints(1) }],
    [
      '$addToSet tells field orders apart',
      { a: [{ x: 1, y: 2 }] },
      { $addToSet: { a: { y: 2, x: 1 } } },
      {
        a: [
          { x: int(1), y: int(2) },
          { y: int(2), x: int(1) },
        ],
      },
    ],
    ['$pop the last', { a: [1, 2] }, { $pop: { a: 1 } }, { a: ints(1) }],
    ['$pop the first', { a: [1, 2] }, { $pop: { a: -1 } }, { a: ints(2) }],
    ['$pop of what is not there', { a: [] }, { $pop: { a: 1, b: 1 } }, { a: [] }],
    ['$pull a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: ints(2) }],
    ['$pull by operators', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: ints(1) }],
    ['$pull by $in', { a: [1, 5, 9] }, { $pull: { a: { $in: [1, 9] } } }, { a: ints(5) }],
    [
      '$pull by a query on documents',
      { a: [{ x: 1, y: 1 }, { x: 2 }, 3] },
      { $pull: { a: { x: 1 } } },
      { a: [{ x: int(2) }, int(3)] },
    ],
    [
      '$pull by a query with operators',
      { a: [{ x: 1 }, { x: 7 }] },
      { $pull: { a: { x: { $gt: 5 } } } },
      { a: [{ x: int(1) }] },
    ],
    ['$pull by a regular expression', { a: ['ab', 'b'] }, { $pull: { a: /^a/ } }, { a: ['b'] }],
    ['$pull of an array is equality', { a: [[1, 2], [1]] }, { $pull: { a: [1] } }, { a: [ints(1, 2)] }],
    ['$pull of null', { a: [null, 1] }, { $pull: { a: null } }, { a: ints(1) }],
    ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: ints(2) }],
    [
      '$bit',
      { a: 12, b: 12, c: 12 },
      { $bit: { a: { and: int(10) }, b: { or: int(3) }, c: { xor: int(10) } } },
      { a: int(8), b: int(15), c: int(6) },
    ],
    ['$bit with an int64', { a: 1 }, { $bit: { a: { or: Long.fromNumber(2) } } }, { a: Long.fromNumber(3) }],
    ['$bit of a missing field', {}, { $bit: { a: { or: int(5) } } }, { a: int(5) }],
  ];
  test.each(rows)('%s', async (_name, doc, update, after) => {
    const got = await updated(doc, update);
    expect(got).toEqual(after);
    expect(Object.keys(got)).toEqual(Object.keys(after));
  });

  test('$currentDate sets a date or a timestamp', async () => {
    const after = await updated({}, { $currentDate: { a: true, b: { $type: 'date' }, 'c.d': { $type: 'timestamp' } } });
    expect(after['a']).toBeInstanceOf(Date);
    expect(after['b']).toBeInstanceOf(Date);
    expect((after['c'] as Document)['d']).toBeInstanceOf(Timestamp);
  });
});

describe('a positional path', () => {
  test('$ is the item that the query matched', async () => {
    const after = await updated({ a: [1, 5, 7] }, { $set: { 'a.$': 0 } }, { filter: { a: { $gt: 2 } } });
    expect(after).toEqual({ a: ints(1, 0, 7) });
  });
  test('$ follows an $elemMatch into a document', async () => {
    const doc = {
      a: [
        { k: 1, n: 1 },
        { k: 2, n: 1 },
      ],
    };
    const after = await updated(doc, { $inc: { 'a.$.n': 1 } }, { filter: { a: { $elemMatch: { k: 2 } } } });
    expect(after).toEqual({
      a: [
        { k: int(1), n: int(1) },
        { k: int(2), n: int(2) },
      ],
    });
  });
  test('$[] is every item', async () => {
    expect(await updated({ a: [1, 2] }, { $inc: { 'a.$[]': 10 } })).toEqual({ a: ints(11, 12) });
  });
  test('$[] nests', async () => {
    const after = await updated({ a: [{ b: [1, 2] }, { b: [3] }] }, { $mul: { 'a.$[].b.$[]': 2 } });
    expect(after).toEqual({ a: [{ b: ints(2, 4) }, { b: ints(6) }] });
  });
  test('$[id] is the items its filter matches', async () => {
    const after = await updated(
      { a: [1, 5, 9] },
      { $set: { 'a.$[big]': 0 } },
      { arrayFilters: [{ big: { $gte: 5 } }] },
    );
    expect(after).toEqual({ a: ints(1, 0, 0) });
  });
  test('$[id] filters on fields, with several filters', async () => {
    const after = await updated(
      {
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [1, 2] },
        ],
      },
      { $set: { 'a.$[x].b.$[y]': 0 } },
      { arrayFilters: [{ 'x.k': 2 }, { y: { $lt: 2 } }] },
    );
    expect(after).toEqual({
      a: [
        { k: int(1), b: ints(1, 2) },
        { k: int(2), b: ints(0, 2) },
      ],
    });
  });
  test('$[id] takes $or within its filter', async () => {
    const after = await updated(
      { a: [{ k: 1 }, { k: 2 }, { k: 3 }] },
      { $unset: { 'a.$[x].k': 1 } },
      { arrayFilters: [{ $or: [{ 'x.k': 1 }, { 'x.k': 3 }] }] },
    );
    expect(after).toEqual({ a: [{}, { k: int(2) }, {}] });
  });
});

describe('what is refused', () => {
  const rows: [string, number, Document, Document | Document[], { filter?: Document; arrayFilters?: Document[] }?][] = [
    ['a field below a number', 28, { a: 1 }, { $set: { 'a.b': 1 } }],
    ['a name in an array', 28, { a: [1] }, { $set: { 'a.b': 1 } }],
    ['$inc of text', 14, { a: 'x' }, { $inc: { a: 1 } }],
    ['$inc by text', 14, { a: 1 }, { $inc: { a: 'x' } }],
    ['$inc of null', 14, { a: null }, { $inc: { a: 1 } }],
    ['$mul by text', 14, { a: 1 }, { $mul: { a: 'x' } }],
    ['$inc over the int64', 2, { a: Long.MAX_VALUE }, { $inc: { a: 1 } }],
    ['$push to a number', 2, { a: 1 }, { $push: { a: 1 } }],
    ['$push with $each of no array', 2, { a: [] }, { $push: { a: { $each: 1 } } }],
    ['$push with an unknown clause', 2, { a: [] }, { $push: { a: { $each: [], $nonsense: 1 } } }],
    ['$push with a $sort of neither 1 nor -1', 2, { a: [] }, { $push: { a: { $each: [], $sort: 7 } } }],
    ['$push with a $slice of text', 2, { a: [] }, { $push: { a: { $each: [], $slice: 'x' } } }],
    ['$addToSet to a number', 2, { a: 1 }, { $addToSet: { a: 1 } }],
    ['$pop of a number', 14, { a: 1 }, { $pop: { a: 1 } }],
    ['$pop by 2', 9, { a: [] }, { $pop: { a: 2 } }],
    ['$pull of a number', 2, { a: 1 }, { $pull: { a: 1 } }],
    ['$pullAll by no array', 2, { a: [] }, { $pullAll: { a: 1 } }],
    ['$bit of text', 2, { a: 'x' }, { $bit: { a: { or: int(1) } } }],
    ['$bit by a double', 2, { a: 1 }, { $bit: { a: { or: new Double(1.5) } } }],
    ['$bit by an unknown operation', 2, { a: 1 }, { $bit: { a: { nand: int(1) } } }],
    ['$rename to itself', 2, { a: 1 }, { $rename: { a: 'a' } }],
    ['$rename to a number', 2, { a: 1 }, { $rename: { a: 1 } }],
    ['$rename through an array', 2, { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }],
    ['$currentDate of another type', 2, {}, { $currentDate: { a: { $type: 'nonsense' } } }],
    ['an unknown operator', 9, {}, { $nonsense: { a: 1 } }],
    ['an operator on no document', 9, {}, { $set: 1 }],
    ['an empty path', 56, {}, { $set: { '': 1 } }],
    ['a path with an empty part', 56, {}, { $set: { 'a..b': 1 } }],
    ['a path that ends in a dot', 56, {}, { $set: { 'a.': 1 } }],
    ['the same path twice', 40, { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }],
    ['a path within another', 40, {}, { $set: { a: {} }, $inc: { 'a.b': 1 } }],
    ['$rename onto a path that is set', 40, { a: 1 }, { $rename: { a: 'b' }, $set: { b: 1 } }],
    ['another _id', 66, {}, { $set: { _id: 2 } }],
    ['a field of _id', 66, {}, { $unset: { _id: 1 } }],
    ['$inc of _id', 66, {}, { $inc: { _id: 1 } }],
    ['$ without a match in an array', 2, { a: [1] }, { $set: { 'a.$': 1 } }],
    ['$[] of what is no array', 2, { a: 1 }, { $set: { 'a.$[]': 1 } }],
    ['$[] of what is not there', 2, {}, { $set: { 'a.$[]': 1 } }],
    ['$[id] without a filter', 2, { a: [1] }, { $set: { 'a.$[x]': 1 } }],
    ['a filter that is not used', 9, { a: [1] }, { $set: { a: 1 } }, { arrayFilters: [{ x: 1 }] }],
    ['two filters of one name', 9, { a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1 }, { x: 2 }] }],
    ['a filter of two names', 9, { a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1, y: 2 }] }],
    ['an empty filter', 9, { a: [1] }, { $set: { 'a.$[x]': 1 } }, { arrayFilters: [{}] }],
    ['a filter name with a capital', 2, { a: [1] }, { $set: { 'a.$[X]': 1 } }, { arrayFilters: [{ X: 1 }] }],
    ['filters with a pipeline', 9, { a: [1] }, [{ $set: { a: 1 } }], { arrayFilters: [{ x: 1 }] }],
    ['a stage that is not for updates', 72, {}, [{ $match: {} }]],
    ['a pipeline that changes _id', 66, {}, [{ $set: { _id: 9 } }]],
    ['a position far behind the end', 2, { a: [] }, { $set: { 'a.9999999': 1 } }],
  ];
  test.each(rows)('%s is error %i', async (_name, code, doc, update, options = {}) => {
    expect(await codeOf(updated(doc, update, options))).toBe(code);
  });
});
