import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb';
import { useServer } from '../harness.js';
import { collectionOf, findCode, idsOf, type Row } from './ask.js';

const server = useServer();

interface Case {
  readonly docs: readonly Document[];
  /** Filters and the positions in `docs` of what they find. */
  readonly finds: readonly (readonly [Document, readonly number[]])[];
}

/** Source: MongoDB manual, "Query and Projection Operators", and the pages it links for null, arrays and embedded documents. */
const CASES: Readonly<Record<string, Case>> = {
  'equality with null finds null and missing fields, and no others': {
    docs: [{ a: null }, {}, { a: 0 }, { a: '' }, { a: [] }, { a: [null] }, { a: [1, null] }, { a: {} }, { a: false }],
    finds: [
      [{ a: null }, [0, 1, 5, 6]],
      [{ a: { $ne: null } }, [2, 3, 4, 7, 8]],
      [{ a: { $exists: true } }, [0, 2, 3, 4, 5, 6, 7, 8]],
      [{ a: { $exists: false } }, [1]],
      [{ a: { $in: [null] } }, [0, 1, 5, 6]],
      [{ a: { $nin: [null] } }, [2, 3, 4, 7, 8]],
      [{ a: { $gte: null } }, [0, 1, 5, 6]],
      [{ a: { $lte: null } }, [0, 1, 5, 6]],
      [{ a: { $gt: null } }, []],
      [{ a: { $type: 'null' } }, [0, 5, 6]],
      [{ a: { $not: { $exists: true } } }, [1]],
    ],
  },
  'equality with null on a path into arrays of documents': {
    docs: [
      { a: [{ b: 1 }] },
      { a: [{ b: null }] },
      { a: [{ c: 1 }] },
      { a: [{ b: 1 }, { c: 1 }] },
      { a: [] },
      { a: [1, 2] },
      { a: 1 },
      {},
      { a: { b: null } },
      { a: {} },
    ],
    finds: [
      [{ 'a.b': null }, [1, 2, 3, 6, 7, 8, 9]],
      [{ 'a.b': { $exists: false } }, [2, 4, 5, 6, 7, 9]],
      [{ 'a.b': { $exists: true } }, [0, 1, 3, 8]],
      [{ 'a.b': { $ne: 1 } }, [1, 2, 4, 5, 6, 7, 8, 9]],
    ],
  },
  'comparison stays within one type class': {
    docs: [
      { a: 1 },
      { a: '1' },
      { a: true },
      { a: new Date(1) },
      { a: new ObjectId() },
      { a: { x: 1 } },
      { a: [1] },
      { a: null },
      {},
      { a: new MinKey() },
      { a: new MaxKey() },
      { a: new Timestamp({ t: 1, i: 1 }) },
    ],
    finds: [
      [{ a: { $gt: 0 } }, [0, 6]],
      [{ a: { $lt: 'z' } }, [1]],
      [{ a: { $gte: false } }, [2]],
      [{ a: { $gte: new Date(0) } }, [3]],
      [{ a: { $gt: new ObjectId('000000000000000000000000') } }, [4]],
      [{ a: { $gte: {} } }, [5]],
      [{ a: { $gte: [] } }, [6]],
      [{ a: { $gt: new Timestamp({ t: 0, i: 0 }) } }, [11]],
      [{ a: new MinKey() }, [9]],
      [{ a: { $gt: new MinKey() } }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11]],
      [{ a: { $lt: new MaxKey() } }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11]],
    ],
  },
  'numbers of the four types are equal by value': {
    docs: [
      { a: new Int32(1) },
      { a: new Double(1) },
      { a: Long.fromNumber(1) },
      { a: Decimal128.fromString('1.0') },
      { a: 1.5 },
      { a: Long.fromString('9007199254740993') },
      { a: 9007199254740992 },
      { a: -0.0 },
    ],
    finds: [
      [{ a: 1 }, [0, 1, 2, 3]],
      [{ a: Decimal128.fromString('1') }, [0, 1, 2, 3]],
      [{ a: { $in: [Long.fromNumber(1)] } }, [0, 1, 2, 3]],
      [{ a: 9007199254740992 }, [6]],
      [{ a: { $gt: 9007199254740992 } }, [5]],
      [{ a: 0 }, [7]],
    ],
  },
  'NaN equals NaN and is in no range': {
    docs: [{ a: NaN }, { a: 1 }, { a: Decimal128.fromString('NaN') }, { a: -Infinity }],
    finds: [
      [{ a: NaN }, [0, 2]],
      [{ a: Decimal128.fromString('NaN') }, [0, 2]],
      [{ a: { $lt: 5 } }, [1, 3]],
      [{ a: { $lte: NaN } }, [0, 2]],
      [{ a: { $gte: NaN } }, [0, 2]],
      [{ a: { $gt: NaN } }, []],
      [{ a: { $lt: NaN } }, []],
      [{ a: { $in: [NaN] } }, [0, 2]],
    ],
  },
  'embedded documents are equal with the same fields in the same order': {
    docs: [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: { x: 1 } }, { a: [{ x: 1, y: 2 }] }],
    finds: [
      [{ a: { x: 1, y: 2 } }, [0, 3]],
      [{ a: { $eq: { y: 2, x: 1 } } }, [1]],
      [{ 'a.x': 1 }, [0, 1, 2, 3]],
      [{ a: { $gt: { x: 1 } } }, [0, 1, 3]],
    ],
  },
  'an array is found by an item, and as a whole': {
    docs: [{ a: [1, 2, 3] }, { a: [3, 2, 1] }, { a: [[1, 2, 3]] }, { a: 1 }, { a: [] }, { a: [[]] }],
    finds: [
      [{ a: 1 }, [0, 1, 3]],
      [{ a: [1, 2, 3] }, [0, 2]],
      [{ a: [] }, [4, 5]],
      [{ a: { $ne: 1 } }, [2, 4, 5]],
      [{ a: { $gt: 1, $lt: 2 } }, [0, 1]],
      [{ a: { $elemMatch: { $gt: 1, $lt: 2 } } }, []],
      [{ a: { $in: [[]] } }, [4, 5]],
    ],
  },
  'a number in a path names a position or a field': {
    docs: [{ a: [5, 6] }, { a: [{ 0: 5 }] }, { a: { 0: 5 } }, { a: [{ b: 5 }, { b: 6 }] }, { a: [[5]] }],
    finds: [
      [{ 'a.0': 5 }, [0, 1, 2, 4]],
      [{ 'a.1': 6 }, [0]],
      [{ 'a.0.b': 5 }, [3]],
      [{ 'a.1.b': 5 }, []],
      [{ 'a.0.0': 5 }, [1, 4]],
      [{ 'a.b': 6 }, [3]],
    ],
  },
  'arrays directly inside arrays are not entered by a path': {
    docs: [{ a: [[{ b: 1 }]] }, { a: [{ b: [1] }] }, { a: [{ b: [[1]] }] }],
    finds: [
      [{ 'a.b': 1 }, [1]],
      [{ 'a.0.b': 1 }, [0, 1]],
    ],
  },
  '$elemMatch wants one item that meets everything': {
    docs: [
      {
        a: [
          { b: 1, c: 1 },
          { b: 2, c: 2 },
        ],
      },
      { a: [{ b: 1, c: 2 }] },
      { a: [1, 5] },
      { a: [3] },
      { a: { b: 1, c: 2 } },
      { a: [[3]] },
      { a: [] },
      { a: [null] },
    ],
    finds: [
      [{ a: { $elemMatch: { b: 1, c: 2 } } }, [1]],
      [{ 'a.b': 1, 'a.c': 2 }, [0, 1, 4]],
      [{ a: { $elemMatch: { $gt: 1, $lt: 4 } } }, [3]],
      [{ a: { $elemMatch: { $elemMatch: { $eq: 3 } } } }, [5]],
      [{ a: { $elemMatch: { $or: [{ b: 2 }, { c: 2 }] } } }, [0, 1]],
      [{ a: { $elemMatch: {} } }, [0, 1, 5]],
      [{ a: { $elemMatch: { $exists: true } } }, [0, 1, 2, 3, 5, 7]],
      [{ a: { $elemMatch: { $in: [5, null] } } }, [2, 7]],
      [{ a: { $not: { $elemMatch: { $gt: 1 } } } }, [0, 1, 4, 5, 6, 7]],
      [{ a: { $elemMatch: { $not: { $lt: 5 } } } }, [0, 1, 2, 5, 7]],
      [{ a: { $elemMatch: { b: { $exists: false } } } }, [5]],
    ],
  },
  '$all wants every value': {
    docs: [{ a: [1, 2, 3] }, { a: [1] }, { a: 1 }, { a: [[1, 2]] }, { a: [{ b: 1 }, { b: 2 }] }, { a: ['ab', 'cd'] }],
    finds: [
      [{ a: { $all: [1, 2] } }, [0]],
      [{ a: { $all: [1] } }, [0, 1, 2]],
      [{ a: { $all: [[1, 2]] } }, [3]],
      [{ a: { $all: [] } }, []],
      [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, [4]],
      [{ a: { $all: [/^a/, /^c/] } }, [5]],
    ],
  },
  '$size counts the items of the array itself': {
    docs: [{ a: [] }, { a: [1] }, { a: [[1, 2]] }, { a: 1 }, {}, { a: { length: 1 } }],
    finds: [
      [{ a: { $size: 0 } }, [0]],
      [{ a: { $size: 1 } }, [1, 2]],
      [{ a: { $not: { $size: 1 } } }, [0, 3, 4, 5]],
    ],
  },
  $type: {
    docs: [
      { a: 1 },
      { a: new Double(1) },
      { a: Long.fromNumber(1) },
      { a: Decimal128.fromString('1') },
      { a: 'x' },
      { a: [1, 'x'] },
      { a: {} },
      { a: null },
      {},
      { a: true },
      { a: new Date() },
      { a: new BSONRegExp('a') },
      { a: new Binary(Buffer.from('a')) },
      { a: [] },
      { a: new MinKey() },
      { a: new MaxKey() },
    ],
    finds: [
      [{ a: { $type: 'int' } }, [0, 5]],
      [{ a: { $type: 1 } }, [1]],
      [{ a: { $type: 'long' } }, [2]],
      [{ a: { $type: 'number' } }, [0, 1, 2, 3, 5]],
      [{ a: { $type: ['string', 'bool'] } }, [4, 5, 9]],
      [{ a: { $type: 'array' } }, [5, 13]],
      [{ a: { $type: 'object' } }, [6]],
      [{ a: { $type: 'null' } }, [7]],
      [{ a: { $type: 'date' } }, [10]],
      [{ a: { $type: 'regex' } }, [11]],
      [{ a: { $type: 'binData' } }, [12]],
      [{ a: { $type: -1 } }, [14]],
      [{ a: { $type: 'maxKey' } }, [15]],
    ],
  },
  '$mod takes the whole part and keeps the sign': {
    docs: [
      { a: 4 },
      { a: 5 },
      { a: -5 },
      { a: 4.9 },
      { a: Long.fromNumber(8) },
      { a: '4' },
      { a: [1, 12] },
      { a: NaN },
    ],
    finds: [
      [{ a: { $mod: [4, 0] } }, [0, 3, 4, 6]],
      [{ a: { $mod: [4, 1] } }, [1, 6]],
      [{ a: { $mod: [4, -1] } }, [2]],
      [{ a: { $mod: [4.7, 0] } }, [0, 3, 4, 6]],
    ],
  },
  '$bits operators': {
    docs: [
      { a: 54 },
      { a: 20 },
      { a: 20.0 },
      { a: new Binary(Buffer.from('Zg==', 'base64')) },
      { a: -1 },
      { a: 1.5 },
      { a: '54' },
      { a: 0 },
      { a: Long.fromString('4611686018427387904') },
    ],
    finds: [
      [{ a: { $bitsAllSet: [1, 5] } }, [0, 3, 4]],
      [{ a: { $bitsAllSet: 50 } }, [0, 4]],
      [{ a: { $bitsAllClear: [1, 5] } }, [1, 2, 7, 8]],
      [{ a: { $bitsAnySet: 35 } }, [0, 3, 4]],
      [{ a: { $bitsAnyClear: [1, 5] } }, [1, 2, 7, 8]],
      [{ a: { $bitsAllSet: [62] } }, [4, 8]],
      [{ a: { $bitsAllSet: [200] } }, [4]],
      [{ a: { $bitsAllSet: new Binary(Buffer.from([0b00010100])) } }, [0, 1, 2, 4]],
      [{ a: { $bitsAnySet: 1 } }, [4]],
    ],
  },
  'regular expressions': {
    docs: [
      { a: 'abc' },
      { a: 'ABC' },
      { a: 'x\nabc' },
      { a: ['zzz', 'abc'] },
      { a: /abc/ },
      { a: 5 },
      { a: 'a b c' },
      { a: 'abc\n' },
      { a: 'a.c' },
      { a: 'a\nc' },
      { a: 'a\rc' },
      { a: 'a😀c' },
      { a: 'a\u00a0c' },
    ],
    finds: [
      [{ a: /^abc$/ }, [0, 3, 7]],
      [{ a: /^abc$/i }, [0, 1, 3, 7]],
      [{ a: /^abc$/m }, [0, 2, 3, 7]],
      [{ a: { $regex: '^a b # comment\n c', $options: 'x' } }, [0, 3, 7]],
      [{ a: { $regex: 'a.c', $options: '' } }, [0, 2, 3, 7, 8, 10, 11, 12]],
      [{ a: { $regex: '^a.c', $options: 's' } }, [0, 3, 7, 8, 9, 10, 11, 12]],
      [{ a: { $regex: '(?i)^abc' } }, [0, 1, 3, 7]],
      [{ a: { $regex: '^a\\sc$' } }, [9, 10]],
      [{ a: { $regex: '\\Aabc\\z' } }, [0, 3]],
      [{ a: { $regex: '^[[:alpha:]]+$' } }, [0, 1, 3, 7]],
      [{ a: { $not: /b/i } }, [4, 5, 8, 9, 10, 11, 12]],
      [{ a: { $in: [/^A/, 5] } }, [1, 5]],
      [{ a: { $nin: [/a/i] } }, [4, 5]],
      [{ a: { $regex: 'b', $options: 'i', $ne: 'abc' } }, [1, 2, 6, 7]],
      [{ a: { $eq: /abc/ } }, [4]],
    ],
  },
  '$and, $or, $nor and $not': {
    docs: [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2 }, { b: 2 }],
    finds: [
      [{ $or: [{ a: 2 }, { b: 2 }] }, [1, 2, 3]],
      [{ $and: [{ a: 1 }, { b: { $gt: 1 } }] }, [1]],
      [{ $nor: [{ a: 1 }, { b: 2 }] }, [2]],
      [{ a: { $not: { $gt: 1 } } }, [0, 1, 3]],
      [{ a: { $not: { $gt: 0, $lt: 2 } } }, [2, 3]],
      [{ $or: [{ a: 1 }], b: 2 }, [1]],
      [{ $comment: 'all of them' }, [0, 1, 2, 3]],
      [{ a: { $gt: 1, $comment: 'some' } }, [2]],
    ],
  },
  '$expr compares fields of one document, across types': {
    docs: [{ a: 1, b: 2 }, { a: 3, b: 2 }, { a: 2, b: 2 }, { a: 'x', b: 2 }, { b: 2 }, { a: [1], b: 2 }],
    finds: [
      [{ $expr: { $gt: ['$a', '$b'] } }, [1, 3, 5]],
      [{ $expr: { $eq: ['$a', '$b'] } }, [2]],
      [{ $expr: { $lt: ['$a', 2] } }, [0, 4]],
      [{ $expr: '$a' }, [0, 1, 2, 3, 5]],
      [{ $expr: { $and: [{ $eq: ['$b', 2] }, { $in: ['$a', [1, 3]] }] } }, [0, 1]],
    ],
  },
  $jsonSchema: {
    docs: [{ a: 1, b: 'x' }, { a: 'x' }, { b: 'long name' }, { a: 7, b: ['x', 'x'] }],
    finds: [
      [{ $jsonSchema: { required: ['a', 'b'] } }, [0, 3]],
      [{ $jsonSchema: { properties: { a: { bsonType: 'int', maximum: 5 } } } }, [0, 2]],
      [{ $jsonSchema: { properties: { b: { bsonType: 'string', maxLength: 3 } } } }, [0, 1]],
      [{ $jsonSchema: { properties: { b: { bsonType: 'array', uniqueItems: true } } } }, [1]],
    ],
  },
  'fields with names that objects inherit': {
    docs: [{ constructor: 1 }, { toString: 'x' }, {}],
    finds: [
      [{ constructor: 1 }, [0]],
      [{ constructor: { $exists: true } }, [0]],
      [{ toString: null }, [0, 2]],
    ],
  },
};

describe.each(Object.entries(CASES))('%s', (_, { docs, finds }) => {
  let rows: Collection<Row>;
  beforeAll(async () => {
    rows = await collectionOf(server.db(), docs);
  });
  test.each(finds.map(([filter, wanted]) => [describeFilter(filter), filter, wanted] as const))(
    '%s',
    async (_name, filter, wanted) => {
      expect(await idsOf(rows, filter)).toEqual(wanted);
    },
  );
});

function describeFilter(filter: Document): string {
  return JSON.stringify(filter, (_, value: unknown) => (value instanceof RegExp ? String(value) : value));
}

const BAD_VALUE = 2;
const FAILED_TO_PARSE = 9;
const TYPE_MISMATCH = 14;

describe('a malformed query is refused', () => {
  let rows: Collection<Row>;
  beforeAll(async () => {
    rows = await collectionOf(server.db(), [{ a: 1 }]);
  });

  test.each<[Document, number]>([
    [{ a: { $unknown: 1 } }, BAD_VALUE],
    [{ a: { $gt: 1, constructor: 2 } }, BAD_VALUE],
    [{ $unknown: 1 }, BAD_VALUE],
    [{ $and: {} }, BAD_VALUE],
    [{ $or: [] }, BAD_VALUE],
    [{ $nor: [1] }, BAD_VALUE],
    [{ a: { $in: 1 } }, BAD_VALUE],
    [{ a: { $in: [{ $gt: 1 }] } }, BAD_VALUE],
    [{ a: { $nin: 1 } }, BAD_VALUE],
    [{ a: { $all: 1 } }, BAD_VALUE],
    [{ a: { $elemMatch: 1 } }, BAD_VALUE],
    [{ a: { $not: 1 } }, BAD_VALUE],
    [{ a: { $not: {} } }, BAD_VALUE],
    [{ a: { $mod: [0, 1] } }, BAD_VALUE],
    [{ a: { $mod: [1] } }, BAD_VALUE],
    [{ a: { $mod: [1, 2, 3] } }, BAD_VALUE],
    [{ a: { $mod: 4 } }, BAD_VALUE],
    [{ a: { $size: 'x' } }, FAILED_TO_PARSE],
    [{ a: { $size: 1.5 } }, FAILED_TO_PARSE],
    [{ a: { $type: 'nonsense' } }, BAD_VALUE],
    [{ a: { $type: 'constructor' } }, BAD_VALUE],
    [{ a: { $type: 99 } }, BAD_VALUE],
    [{ a: { $type: {} } }, TYPE_MISMATCH],
    [{ a: { $type: [] } }, FAILED_TO_PARSE],
    [{ a: { $ne: /x/ } }, BAD_VALUE],
    [{ a: { $gt: /x/ } }, BAD_VALUE],
    [{ a: { $regex: 1 } }, BAD_VALUE],
    [{ a: { $options: 'i' } }, BAD_VALUE],
    [{ a: { $regex: '(' } }, 51091],
    [{ a: { $regex: 'a', $options: 'q' } }, 51108],
    [{ a: { $regex: /a/i, $options: 'm' } }, 51074],
    [{ a: { $bitsAllSet: -1 } }, FAILED_TO_PARSE],
    [{ a: { $bitsAllSet: 'x' } }, BAD_VALUE],
    [{ $jsonSchema: 1 }, TYPE_MISMATCH],
    [{ $jsonSchema: { unknownWord: 1 } }, FAILED_TO_PARSE],
  ])('%j', async (filter, code) => {
    expect(await findCode(rows, filter)).toBe(code);
  });

  test('a negative skip or limit', async () => {
    expect(await findCode(rows, {}, { skip: -1 })).toBe(51024);
  });
});

test('a regular expression keeps its pattern and options through an expression', async () => {
  const rows = await collectionOf(server.db(), [{ a: new BSONRegExp('^a.c$', 'im') }]);
  const found = rows.aggregate([{ $project: { b: { $ifNull: ['$a', 1] } } }], { bsonRegExp: true });
  expect(await found.toArray()).toEqual([{ _id: 0, b: new BSONRegExp('^a.c$', 'im') }]);
});
