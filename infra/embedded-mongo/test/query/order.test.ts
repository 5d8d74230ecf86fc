import { describe, expect, test } from '@jest/globals';
import {
  Binary,
  Code,
  type Collection,
  Decimal128,
  type Document,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  type Sort,
  Timestamp,
} from 'mongodb';
import { useServer } from '../harness.js';
import { codeOf, collectionOf, type Row } from './ask.js';

const server = useServer();

async function order(rows: Collection<Row>, sort: Sort, filter: Document = {}): Promise<number[]> {
  return (await rows.find(filter).sort(sort).toArray()).map(({ _id }) => _id);
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('sort', () => {
  test('orders values of all types as the manual lists them', async () => {
    const values: unknown[] = [
      new MinKey(),
      [],
      null,
      NaN,
      -1,
      Long.fromNumber(0),
      1.5,
      Decimal128.fromString('1.6'),
      'a',
      'b',
      { x: 1 },
      new Binary(Buffer.from('a')),
      new ObjectId(),
      false,
      true,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      /a/,
      new Code('x'),
      new MaxKey(),
    ];
    const rows = await collectionOf(server.db(), values.map((a, _id) => ({ _id, a })).reverse());
    expect(await order(rows, { a: 1 })).toEqual(upTo(values.length));
    expect(await order(rows, { a: -1 })).toEqual(upTo(values.length).reverse());
    await rows.createIndex({ a: 1 }, {}, {});
    expect(await order(rows, { a: 1 })).toEqual(upTo(values.length));
  });

  test('takes the least item of an array ascending and the greatest descending', async () => {
    const rows = await collectionOf(server.db(), [{ a: [1, 9] }, { a: [2, 3] }, { a: 5 }, { a: [] }, {}]);
    expect(await order(rows, { a: 1, _id: 1 })).toEqual([3, 4, 0, 1, 2]);
    expect(await order(rows, { a: -1, _id: 1 })).toEqual([0, 2, 1, 4, 3]);
  });

  test('takes a missing field for null', async () => {
    const rows = await collectionOf(server.db(), [{ a: 1 }, {}, { a: null }, { a: -1 }, { a: { b: 1 } }]);
    expect(await order(rows, { a: 1, _id: 1 })).toEqual([1, 2, 3, 0, 4]);
    expect(await order(rows, { 'a.b': 1, _id: 1 })).toEqual([0, 1, 2, 3, 4]);
  });

  test('by several fields of one array takes the first of its items', async () => {
    const rows = await collectionOf(server.db(), [
      {
        a: [
          { b: 1, c: 9 },
          { b: 2, c: 0 },
        ],
      },
      { a: [{ b: 1, c: 5 }] },
      {
        a: [
          { b: 1, c: 7 },
          { b: 0, c: 9 },
        ],
      },
    ]);
    expect(await order(rows, { 'a.b': 1, 'a.c': 1 })).toEqual([2, 1, 0]);
    expect(await order(rows, { 'a.b': -1, 'a.c': 1 })).toEqual([0, 1, 2]);
  });

  test('by two arrays side by side is refused', async () => {
    const rows = await collectionOf(server.db(), [{ a: [1], b: [2] }]);
    expect(await codeOf(order(rows, { a: 1, b: 1 }))).toBe(2);
  });

  test('with limit and skip gives the part it would give of the whole', async () => {
    const rows = await collectionOf(
      server.db(),
      upTo(50).map((i) => ({ a: (i * 7) % 50 })),
    );
    const whole = await order(rows, { a: 1 });
    const part = await rows.find().sort({ a: 1 }).skip(5).limit(10).toArray();
    expect(part.map(({ _id }) => _id)).toEqual(whole.slice(5, 15));
  });

  test('by $natural gives the order of insertion, and its reverse', async () => {
    const rows = await collectionOf(server.db(), [{ _id: 3 }, { _id: 1 }, { _id: 2 }]);
    expect(await order(rows, { $natural: 1 })).toEqual([3, 1, 2]);
    expect(await order(rows, { $natural: -1 })).toEqual([2, 1, 3]);
  });

  test.each<[Document, number]>([
    [{ a: 2 }, 15975],
    [{ a: 'up' }, 15974],
    [{ '': 1 }, 40352],
  ])('%j is refused', async (sort, code) => {
    expect(await codeOf(server.db().command({ find: 'rows', sort }))).toBe(code);
  });
});

describe('distinct', () => {
  test('gives each value once, items of arrays singly, and no missing ones', async () => {
    const rows = await collectionOf(server.db(), [
      { a: 1 },
      { a: [1, 2] },
      { a: Long.fromNumber(2) },
      { a: null },
      {},
      { a: [] },
      { a: [[3]] },
      { a: 'x' },
    ]);
    const values = await rows.distinct('a');
    expect(values).toHaveLength(5);
    expect(values).toEqual(expect.arrayContaining([1, 2, null, [3], 'x']));
  });

  test('follows paths into arrays of documents, and a query', async () => {
    const rows = await collectionOf(server.db(), [{ a: [{ b: 1 }, { b: 2 }], k: 1 }, { a: { b: [2, 3] } }, { a: 1 }]);
    expect((await rows.distinct('a.b')).sort()).toEqual([1, 2, 3]);
    expect((await rows.distinct('a.b', { k: 1 })).sort()).toEqual([1, 2]);
  });
});

describe('count', () => {
  test('counts what matches, within skip and limit', async () => {
    const rows = await collectionOf(
      server.db(),
      upTo(10).map((i) => ({ a: i % 2 })),
    );
    expect(await rows.estimatedDocumentCount()).toBe(10);
    expect(await rows.countDocuments({ a: 1 })).toBe(5);
    expect(await rows.countDocuments({ a: 1 }, { skip: 2 })).toBe(3);
    expect(await rows.countDocuments({ a: 1 }, { limit: 4 })).toBe(4);
    expect(await rows.countDocuments({ a: 1 }, { skip: 3, limit: 4 })).toBe(2);
    const count = async (options: Document): Promise<unknown> =>
      (await server.client.db(rows.dbName).command({ count: rows.collectionName, ...options }))['n'];
    expect(await count({ query: { a: 1 }, limit: -3 })).toBe(3);
    expect(await count({ skip: 7 })).toBe(3);
    expect(await count({ skip: 20 })).toBe(0);
    expect(await count({ limit: 4 })).toBe(4);
  });

  test('of a collection that does not exist is zero', async () => {
    expect(await server.db().collection('nothing').countDocuments()).toBe(0);
  });
});

describe('hint', () => {
  test('is taken by name and by pattern, and refused when there is no such index', async () => {
    const rows = await collectionOf(server.db(), [{ a: 2 }, { a: 1 }]);
    const name = await rows.createIndex({ a: 1 }, {}, {});
    const found = async (hint: string | Document): Promise<number[]> =>
      (await rows.find({}, { hint }).toArray()).map(({ _id }) => _id);
    expect(await found(name)).toEqual([1, 0]);
    expect(await found({ a: 1 })).toEqual([1, 0]);
    expect(await found({ $natural: 1 })).toEqual([0, 1]);
    expect(await found({ $natural: -1 })).toEqual([1, 0]);
    expect(await codeOf(found('nothing'))).toBe(2);
    expect(await codeOf(found({ a: -1 }))).toBe(2);
    expect(await codeOf(rows.countDocuments({}, { hint: 'nothing' }))).toBe(2);
  });
});

describe('explain', () => {
  const stages = (plan: Document): string[] => [
    plan['stage'] as string,
    ...(plan['inputStage'] ? stages(plan['inputStage'] as Document) : []),
    ...((plan['inputStages'] ?? []) as Document[]).flatMap(stages),
  ];

  test('names COLLSCAN, IXSCAN and SORT', async () => {
    const rows = await collectionOf(server.db(), [{ a: 1, b: 1 }]);
    await rows.createIndex({ a: 1 }, {}, {});
    const plan = async (filter: Document, sort: Sort = {}): Promise<Document> => {
      const explained: Document = await rows.find(filter).sort(sort).explain('queryPlanner');
      return (explained['queryPlanner'] as Document)['winningPlan'] as Document;
    };
    expect(stages(await plan({ b: 1 }))).toEqual(['COLLSCAN']);
    expect(await plan({ b: 1 })).toMatchObject({ direction: 'forward' });
    expect(stages(await plan({ a: 1 }))).toEqual(['FETCH', 'IXSCAN']);
    expect((await plan({ a: 1 }))['inputStage']).toMatchObject({
      indexName: 'a_1',
      keyPattern: { a: 1 },
      direction: 'forward',
      isMultiKey: false,
    });
    expect(stages(await plan({ a: { $gt: 0 } }, { a: -1 }))).toEqual(['FETCH', 'IXSCAN']);
    expect(stages(await plan({}, { b: 1 }))).toEqual(['SORT', 'COLLSCAN']);
    expect(await plan({}, { b: 1 })).toMatchObject({ sortPattern: { b: 1 } });
  });
});

describe('what is not supported', () => {
  const refused = async (filter: Document, options: Document = {}): Promise<unknown> => {
    const work = server.db().command({ find: 'rows', filter, ...options });
    return work.then(
      () => undefined,
      (error: unknown) => ({ code: (error as { code: number }).code, message: (error as Error).message }),
    );
  };

  // A real MongoDB supports these, or refuses them for its own reasons.
  const cases: readonly (readonly [string, Document, Document])[] = server.isEmbedded
    ? [
        ['$where', { $where: 'true' }, {}],
        ['$text', { $text: { $search: 'x' } }, {}],
        ['$near', { a: { $near: [1, 1] } }, {}],
        ['$geoWithin', { a: { $geoWithin: { $centerSphere: [[1, 1], 1] } } }, {}],
        ['$geoIntersects', { a: { $geoIntersects: { $geometry: { type: 'Point', coordinates: [1, 1] } } } }, {}],
        ['collation', { a: 'x' }, { collation: { locale: 'en', strength: 2 } }],
        ['tailable', {}, { tailable: true }],
        ['regular expression', { a: { $regex: 'a\\Kb' } }, {}],
      ]
    : [];
  if (cases.length > 0)
    test.each(cases)('%s is refused by name', async (name, filter, options) => {
      expect(await refused(filter, options)).toEqual({
        code: 238,
        message: expect.stringMatching(new RegExp(`${name.replace('$', '\\$')}.*MONGODB_URI`)),
      });
    });
});
