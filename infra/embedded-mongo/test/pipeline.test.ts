import { describe, expect, test } from '@jest/globals';
import { type Db, Decimal128, type Document, Double, Long, MongoServerError } from 'mongodb';
import { useServer } from './harness.js';

const server = useServer();

interface Thing extends Document {
  _id: number;
}

const decimal = (n: string): Decimal128 => Decimal128.fromString(n);

async function stored(docs: readonly Document[], more: Record<string, readonly Document[]> = {}): Promise<Db> {
  const db = server.db();
  await Promise.all(
    Object.entries({ things: docs, ...more }).map(([name, list]) =>
      list.length > 0 ? db.collection(name).insertMany([...list]) : db.createCollection(name),
    ),
  );
  return db;
}

async function run(
  docs: readonly Document[],
  pipeline: Document[],
  more?: Record<string, readonly Document[]>,
): Promise<Document[]> {
  const db = await stored(docs, more);
  return db.collection('things').aggregate(pipeline).toArray();
}

async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    () => 'not refused',
    (error: unknown) => (error instanceof MongoServerError ? error.code : error),
  );
}

const three = [
  { _id: 1, g: 'a', n: 1 },
  { _id: 2, g: 'b', n: 2 },
  { _id: 3, g: 'a', n: 3 },
];

describe('stages', () => {
  const rows: [string, Document[], Document[], Document[]][] = [
    ['$match and $count', three, [{ $match: { n: { $gte: 2 } } }, { $count: 'n' }], [{ n: 2 }]],
    ['$count of nothing', three, [{ $match: { n: 9 } }, { $count: 'n' }], []],
    ['$sort, $skip and $limit', three, [{ $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }], [{ _id: 2, g: 'b', n: 2 }]],
    [
      '$project includes and computes',
      three.slice(0, 1),
      [{ $project: { _id: 0, n: 1, m: { $add: ['$n', 1] } } }],
      [{ n: 1, m: 2 }],
    ],
    ['$project excludes', three.slice(0, 1), [{ $project: { g: 0 } }], [{ _id: 1, n: 1 }]],
    [
      '$project renames into a document',
      three.slice(0, 1),
      [{ $project: { _id: 0, 'a.b': '$n', 'a.c': '$missing' } }],
      [{ a: { b: 1 } }],
    ],
    [
      '$project of $$REMOVE',
      three.slice(0, 1),
      [{ $project: { _id: 0, n: 1, g: { $cond: [true, '$$REMOVE', 1] } } }],
      [{ n: 1 }],
    ],
    [
      '$project of nested documents in arrays',
      [{ _id: 1, a: [{ x: 1, y: 2 }, { y: 3 }] }],
      [{ $project: { _id: 0, 'a.x': 1 } }],
      [{ a: [{ x: 1 }, {}] }],
    ],
    [
      '$addFields',
      [{ _id: 1, a: { b: 1 } }],
      [{ $addFields: { 'a.c': 2, d: '$a.b', e: '$missing' } }],
      [{ _id: 1, a: { b: 1, c: 2 }, d: 1 }],
    ],
    [
      '$addFields reads the document before it',
      [{ _id: 1, a: 1 }],
      [{ $set: { a: 2, b: '$a' } }],
      [{ _id: 1, a: 2, b: 1 }],
    ],
    [
      '$addFields into arrays',
      [{ _id: 1, a: [{ b: 1 }, 5] }],
      [{ $set: { 'a.c': 2 } }],
      [{ _id: 1, a: [{ b: 1, c: 2 }, { c: 2 }] }],
    ],
    ['$unset', [{ _id: 1, a: { b: 1, c: 2 }, d: 1 }], [{ $unset: ['a.b', 'd'] }], [{ _id: 1, a: { c: 2 } }]],
    [
      '$replaceRoot',
      [{ _id: 1, a: { b: 1 } }],
      [{ $replaceRoot: { newRoot: { $mergeObjects: ['$a', { c: 1 }] } } }],
      [{ b: 1, c: 1 }],
    ],
    ['$replaceWith', [{ _id: 1, a: { b: 1 } }], [{ $replaceWith: '$a' }], [{ b: 1 }]],
    [
      '$unwind',
      [{ _id: 1, a: [1, 2] }, { _id: 2, a: [] }, { _id: 3 }, { _id: 4, a: 9 }],
      [{ $unwind: '$a' }],
      [
        { _id: 1, a: 1 },
        { _id: 1, a: 2 },
        { _id: 4, a: 9 },
      ],
    ],
    [
      '$unwind with its options',
      [
        { _id: 1, a: [7] },
        { _id: 2, a: [] },
        { _id: 3, a: null },
        { _id: 4, a: 9 },
      ],
      [{ $unwind: { path: '$a', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } }],
      [
        { _id: 1, a: 7, i: 0 },
        { _id: 2, i: null },
        { _id: 3, a: null, i: null },
        { _id: 4, a: 9, i: null },
      ],
    ],
    [
      '$sortByCount',
      three,
      [{ $sortByCount: '$g' }],
      [
        { _id: 'a', count: 2 },
        { _id: 'b', count: 1 },
      ],
    ],
    [
      '$bucket',
      three,
      [{ $bucket: { groupBy: '$n', boundaries: [1, 3], default: 'other', output: { ids: { $push: '$_id' } } } }],
      [
        { _id: 1, ids: [1, 2] },
        { _id: 'other', ids: [3] },
      ],
    ],
    [
      '$bucketAuto',
      three,
      [{ $bucketAuto: { groupBy: '$n', buckets: 2 } }],
      [
        { _id: { min: 1, max: 3 }, count: 2 },
        { _id: { min: 3, max: 3 }, count: 1 },
      ],
    ],
    [
      '$facet',
      three,
      [{ $facet: { all: [{ $count: 'n' }], none: [{ $match: { n: 9 } }] } }],
      [{ all: [{ n: 3 }], none: [] }],
    ],
    [
      '$redact',
      [{ _id: 1, level: 1, in: { level: 5, x: 1 }, list: [{ level: 1, y: 1 }, { level: 5 }] }],
      [{ $redact: { $cond: [{ $gt: ['$level', 3] }, '$$PRUNE', '$$DESCEND'] } }],
      [{ _id: 1, level: 1, list: [{ level: 1, y: 1 }] }],
    ],
    ['$sample of more than there is', three.slice(0, 1), [{ $sample: { size: 5 } }], three.slice(0, 1)],
    [
      '$densify of numbers',
      [
        { _id: 1, n: 1 },
        { _id: 2, n: 4 },
      ],
      [{ $densify: { field: 'n', range: { step: 1, bounds: 'full' } } }, { $project: { _id: 0 } }],
      [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }],
    ],
    [
      '$fill by a value and by the last',
      [
        { _id: 1, a: 1, b: 1 },
        { _id: 2, b: null },
        { _id: 3, a: 3 },
      ],
      [{ $fill: { sortBy: { _id: 1 }, output: { a: { value: 0 }, b: { method: 'locf' } } } }],
      [
        { _id: 1, a: 1, b: 1 },
        { _id: 2, a: 0, b: 1 },
        { _id: 3, a: 3, b: 1 },
      ],
    ],
    [
      '$fill on a line',
      [{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3, a: 5 }],
      [{ $fill: { sortBy: { _id: 1 }, output: { a: { method: 'linear' } } } }],
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 3 },
        { _id: 3, a: 5 },
      ],
    ],
    [
      '$setWindowFields: running total, rank, shift and partition',
      three,
      [
        {
          $setWindowFields: {
            partitionBy: '$g',
            sortBy: { n: 1 },
            output: {
              total: { $sum: '$n', window: { documents: ['unbounded', 'current'] } },
              rank: { $rank: {} },
              next: { $shift: { output: '$n', by: 1, default: 'none' } },
              all: { $sum: '$n' },
            },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 1, g: 'a', n: 1, total: 1, rank: 1, next: 3, all: 4 },
        { _id: 2, g: 'b', n: 2, total: 2, rank: 1, next: 'none', all: 2 },
        { _id: 3, g: 'a', n: 3, total: 4, rank: 2, next: 'none', all: 4 },
      ],
    ],
  ];
  test.each(rows)('%s', async (_name, docs, pipeline, expected) => {
    expect(await run(docs, pipeline)).toEqual(expected);
  });

  test('keep the types of the fields they do not compute', async () => {
    const db = await stored([{ _id: 1, long: Long.fromNumber(5), double: new Double(1), n: 1 }]);
    for (const stage of [
      { $fill: { sortBy: { _id: 1 }, output: { none: { value: 0 }, n: { method: 'locf' } } } },
      { $setWindowFields: { sortBy: { _id: 1 }, output: { none: { $sum: '$n' } } } },
      { $densify: { field: 'n', range: { step: 1, bounds: 'full' } } },
    ]) {
      const [doc] = await db
        .collection('things')
        .aggregate([stage], { promoteValues: false, promoteLongs: false })
        .toArray();
      expect(doc).toMatchObject({ long: Long.fromNumber(5), double: new Double(1) });
    }
  });

  test('$densify fills months in each partition', async () => {
    const at = (month: number): Date => new Date(Date.UTC(2024, month, 1));
    const docs = [
      { _id: 1, k: 'a', at: at(0) },
      { _id: 2, k: 'a', at: at(2) },
      { _id: 3, k: 'b', at: at(1) },
    ];
    const densify = (bounds: unknown): Document[] => [
      { $densify: { field: 'at', partitionByFields: ['k'], range: { step: 1, unit: 'month', bounds } } },
      { $sort: { k: 1, at: 1 } },
      { $project: { _id: 0, row: { $concat: ['$k', { $toString: { $month: '$at' } }] } } },
    ];
    const rows = async (bounds: unknown): Promise<unknown[]> =>
      (await run(docs, densify(bounds))).map((doc) => doc['row'] as string);
    expect(await rows('partition')).toEqual(['a1', 'a2', 'a3', 'b2']);
    expect(await rows([at(0), at(2)])).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
  });

  test('$setWindowFields over ranges of documents and of values', async () => {
    const docs = [1, 2, 4, 7].map((n) => ({ _id: n, n }));
    const output = {
      near: { $sum: '$n', window: { documents: [-1, 1] } },
      within: { $push: '$n', window: { range: [-2, 0] } },
      dense: { $denseRank: {} },
      number: { $documentNumber: {} },
      first: { $first: '$n', window: { documents: ['current', 'unbounded'] } },
      average: { $avg: '$n', window: { documents: ['unbounded', 'current'] } },
    };
    const result = await run(docs, [{ $setWindowFields: { sortBy: { n: 1 }, output } }]);
    expect(result).toEqual([
      { _id: 1, n: 1, near: 3, within: [1], dense: 1, number: 1, first: 1, average: 1 },
      { _id: 2, n: 2, near: 7, within: [1, 2], dense: 2, number: 2, first: 2, average: 1.5 },
      { _id: 4, n: 4, near: 13, within: [2, 4], dense: 3, number: 3, first: 4, average: 7 / 3 },
      { _id: 7, n: 7, near: 11, within: [7], dense: 4, number: 4, first: 7, average: 3.5 },
    ]);
  });

  test('$sample takes as many as asked, each once', async () => {
    const sample = await run(three, [{ $sample: { size: 2 } }]);
    expect(new Set(sample.map((doc) => doc['_id'] as number)).size).toBe(2);
  });

  test('$documents and $unionWith', async () => {
    const db = await stored([{ _id: 1 }], {
      more: [
        { _id: 2, a: 1 },
        { _id: 3, a: 2 },
      ],
    });
    expect(await db.aggregate([{ $documents: [{ a: { $add: [1, 1] } }] }, { $set: { b: 1 } }]).toArray()).toEqual([
      { a: 2, b: 1 },
    ]);
    const union = [{ $unionWith: { coll: 'more', pipeline: [{ $match: { a: 2 } }] } }, { $unionWith: 'none' }];
    expect(await db.collection('things').aggregate(union).toArray()).toEqual([{ _id: 1 }, { _id: 3, a: 2 }]);
    const documents = [{ $unionWith: { pipeline: [{ $documents: [{ a: 1 }] }] } }];
    expect(await db.collection('things').aggregate(documents).toArray()).toEqual([{ _id: 1 }, { a: 1 }]);
  });
});

describe('accumulators', () => {
  const values = [3, 1, null, 2].map((n, i) => ({ _id: i, n }));
  const rows: [string, Document, unknown][] = [
    ['$sum', { $sum: '$n' }, 6],
    ['$sum of a constant', { $sum: 1 }, 4],
    ['$avg', { $avg: '$n' }, 2],
    ['$min', { $min: '$n' }, 1],
    ['$max', { $max: '$n' }, 3],
    ['$first', { $first: '$n' }, 3],
    ['$last', { $last: '$n' }, 2],
    ['$push', { $push: '$n' }, [3, 1, null, 2]],
    ['$count', { $count: {} }, 4],
    ['$stdDevPop', { $stdDevPop: '$n' }, Math.sqrt(2 / 3)],
    ['$stdDevSamp', { $stdDevSamp: '$n' }, 1],
    ['$mergeObjects', { $mergeObjects: { k: '$n' } }, { k: 2 }],
    ['$firstN', { $firstN: { input: '$n', n: 2 } }, [3, 1]],
    ['$lastN', { $lastN: { input: '$n', n: 2 } }, [null, 2]],
    ['$minN', { $minN: { input: '$n', n: 2 } }, [1, 2]],
    ['$maxN', { $maxN: { input: '$n', n: 2 } }, [3, 2]],
    ['$top', { $top: { sortBy: { n: -1 }, output: '$_id' } }, 0],
    ['$bottom', { $bottom: { sortBy: { n: -1 }, output: '$_id' } }, 2],
    [
      '$topN',
      { $topN: { n: 2, sortBy: { n: 1 }, output: ['$_id', '$n'] } },
      [
        [2, null],
        [1, 1],
      ],
    ],
    ['$bottomN', { $bottomN: { n: 2, sortBy: { n: 1 }, output: '$n' } }, [2, 3]],
    ['$median', { $median: { input: '$n', method: 'approximate' } }, 2],
    ['$percentile', { $percentile: { input: '$n', p: [0.1, 1], method: 'approximate' } }, [1, 3]],
  ];
  test.each(rows)('%s', async (_name, accumulator, expected) => {
    const [group] = await run(values, [{ $sort: { _id: 1 } }, { $group: { _id: null, v: accumulator } }]);
    expect(group?.['v']).toEqual(expected);
  });

  test('$addToSet keeps one of equal values', async () => {
    const docs = [1, new Double(1), Long.fromNumber(1), 2].map((n, i) => ({ _id: i, n }));
    const [group] = await run(docs, [{ $group: { _id: null, v: { $addToSet: '$n' } } }]);
    expect((group?.['v'] as number[]).sort()).toEqual([1, 2]);
  });

  test('a group key is equal across number types, and null with missing', async () => {
    const docs = [1, new Double(1), Long.fromNumber(1), decimal('1'), null, undefined].map((k, i) =>
      k === undefined ? { _id: i } : { _id: i, k },
    );
    const groups = await run(docs, [{ $group: { _id: '$k', n: { $sum: 1 } } }, { $sort: { n: 1 } }]);
    expect(groups.map((group) => group['n'] as number)).toEqual([2, 4]);
  });

  const typed: [string, unknown[], string, unknown][] = [
    ['ints growing to an int64', [2147483647, 1], '$sum', Long.fromNumber(2147483648)],
    ['int64s beyond 2^53', [Long.fromString('9007199254740993'), 1], '$sum', Long.fromString('9007199254740994')],
    ['decimals', [decimal('0.1'), decimal('0.2'), 1], '$sum', decimal('1.3')],
    ['doubles', [0.1, 0.2, 0.3], '$sum', new Double(0.6)],
    ['decimals', [decimal('1'), decimal('2')], '$avg', decimal('1.5')],
    [
      'int64s beyond 2^53',
      [Long.fromString('9007199254740993'), Long.fromString('9007199254740992')],
      '$max',
      Long.fromString('9007199254740993'),
    ],
    ['decimals and doubles', [decimal('0.1'), 0.1], '$min', decimal('0.1')],
  ];
  test.each(typed)('%s %j by %s', async (_name, numbers, operator, expected) => {
    const db = await stored(numbers.map((n, i) => ({ _id: i, n })));
    const [group] = await db
      .collection('things')
      .aggregate([{ $group: { _id: null, v: { [operator]: '$n' } } }], { promoteValues: false, promoteLongs: false })
      .toArray();
    expect(group?.['v']).toEqual(expected);
  });
});

describe('$lookup', () => {
  const orders = [{ _id: 1, item: 'a' }, { _id: 2, item: ['b', 'c'] }, { _id: 3 }, { _id: 4, item: null }];
  const items = [
    { _id: 10, sku: 'a' },
    { _id: 11, sku: 'b' },
    { _id: 12, sku: ['c', 'z'] },
    { _id: 13 },
    { _id: 14, sku: null },
  ];

  test('joins values, arrays, null and missing', async () => {
    const pipeline = [
      { $lookup: { from: 'items', localField: 'item', foreignField: 'sku', as: 'found' } },
      { $set: { found: '$found._id' } },
    ];
    const joined = await run(orders, pipeline, { items });
    expect(joined.map((doc) => doc['found'] as number[])).toEqual([[10], [11, 12], [13, 14], [13, 14]]);
  });

  test('takes let and a pipeline', async () => {
    const pipeline = [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'items',
          let: { item: '$item' },
          pipeline: [{ $match: { $expr: { $eq: ['$sku', '$$item'] } } }, { $project: { _id: 1 } }],
          as: 'found',
        },
      },
    ];
    expect(await run(orders, pipeline, { items })).toEqual([{ _id: 1, item: 'a', found: [{ _id: 10 }] }]);
  });

  test('takes fields and a pipeline together', async () => {
    const pipeline = [
      { $match: { _id: 2 } },
      {
        $lookup: {
          from: 'items',
          localField: 'item',
          foreignField: 'sku',
          pipeline: [{ $sort: { _id: -1 } }, { $limit: 1 }],
          as: 'found.deep',
        },
      },
    ];
    expect(await run(orders, pipeline, { items })).toEqual([
      { _id: 2, item: ['b', 'c'], found: { deep: [{ _id: 12, sku: ['c', 'z'] }] } },
    ]);
  });

  test('reads the outer variables and nests', async () => {
    const inner = {
      $lookup: {
        from: 'items',
        let: { sku: '$sku' },
        pipeline: [{ $match: { $expr: { $eq: ['$sku', '$$sku'] } } }, { $project: { _id: 0, order: '$$order' } }],
        as: 'again',
      },
    };
    const pipeline = [
      { $match: { _id: 1 } },
      { $lookup: { from: 'items', let: { order: '$_id' }, pipeline: [{ $match: { sku: 'a' } }, inner], as: 'found' } },
    ];
    expect(await run(orders, pipeline, { items })).toEqual([
      { _id: 1, item: 'a', found: [{ _id: 10, sku: 'a', again: [{ order: 1 }] }] },
    ]);
  });

  test('joins with a collection that does not exist', async () => {
    expect(
      await run([{ _id: 1 }], [{ $lookup: { from: 'none', localField: 'a', foreignField: 'b', as: 'c' } }]),
    ).toEqual([{ _id: 1, c: [] }]);
  });

  test('$graphLookup follows references, with depths, restrictions and cycles', async () => {
    const people = [
      { _id: 1, name: 'a', to: ['b'] },
      { _id: 2, name: 'b', to: ['c'] },
      { _id: 3, name: 'c', to: ['a', 'd'] },
      { _id: 4, name: 'd', hidden: true },
    ];
    const graph = (more: Document): Document[] => [
      { $match: { _id: 1 } },
      {
        $graphLookup: {
          from: 'things',
          startWith: '$to',
          connectFromField: 'to',
          connectToField: 'name',
          as: 'r',
          ...more,
        },
      },
      {
        $project: {
          _id: 0,
          r: { $sortArray: { input: { $map: { input: '$r', in: ['$$this.name', '$$this.d'] } }, sortBy: 1 } },
        },
      },
    ];
    expect(await run(people, graph({ depthField: 'd' }))).toEqual([
      {
        r: [
          ['a', 2],
          ['b', 0],
          ['c', 1],
          ['d', 2],
        ],
      },
    ]);
    expect(await run(people, graph({ depthField: 'd', maxDepth: 1 }))).toEqual([
      {
        r: [
          ['b', 0],
          ['c', 1],
        ],
      },
    ]);
    expect(await run(people, graph({ depthField: 'd', restrictSearchWithMatch: { hidden: { $ne: true } } }))).toEqual([
      {
        r: [
          ['a', 2],
          ['b', 0],
          ['c', 1],
        ],
      },
    ]);
  });
});

describe('$out and $merge', () => {
  const source: Thing[] = [
    { _id: 1, a: 1 },
    { _id: 2, a: 2 },
  ];
  const target: Thing[] = [{ _id: 2, a: 0, keep: true }];

  async function merged(merge: Document): Promise<Thing[]> {
    const db = await stored(source, { target });
    await db
      .collection('things')
      .aggregate([{ $merge: { into: 'target', ...merge } }])
      .toArray();
    return db.collection<Thing>('target').find().sort({ _id: 1 }).toArray();
  }

  test('$out replaces the collection and keeps its indexes', async () => {
    const db = await stored(source, { target });
    await db.collection('target').createIndex({ a: 1 }, {}, {});
    expect(
      await db
        .collection('things')
        .aggregate([{ $out: 'target' }])
        .toArray(),
    ).toEqual([]);
    expect(await db.collection('target').find().sort({ _id: 1 }).toArray()).toEqual(source);
    expect((await db.collection('target').indexes()).map((index) => index.name)).toEqual(['_id_', 'a_1']);
  });

  test('$out to another database makes it', async () => {
    const db = await stored(source);
    const other = server.db();
    await db
      .collection('things')
      .aggregate([{ $out: { db: other.databaseName, coll: 'copy' } }])
      .toArray();
    expect(await other.collection('copy').countDocuments()).toBe(2);
  });

  const modes: [string, Document, Thing[]][] = [
    [
      'by default',
      {},
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 2, keep: true },
      ],
    ],
    [
      'replacing',
      { whenMatched: 'replace' },
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
      ],
    ],
    [
      'keeping',
      { whenMatched: 'keepExisting' },
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 0, keep: true },
      ],
    ],
    [
      'by a pipeline',
      { whenMatched: [{ $set: { a: { $add: ['$a', '$$new.a', 10] } } }] },
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 12, keep: true },
      ],
    ],
    [
      'by a pipeline with let',
      { let: { x: '$a' }, whenMatched: [{ $set: { x: '$$x' } }] },
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 0, keep: true, x: 2 },
      ],
    ],
    ['discarding', { whenNotMatched: 'discard' }, [{ _id: 2, a: 2, keep: true }]],
  ];
  test.each(modes)('$merge %s', async (_name, merge, expected) => {
    expect(await merged(merge)).toEqual(expected);
  });

  test('$merge on a unique field', async () => {
    const db = await stored([{ _id: 1, k: 'x', v: 1 }], { target: [{ _id: 9, k: 'x', v: 0 }] });
    const merge = [{ $project: { _id: 0 } }, { $merge: { into: 'target', on: 'k' } }];
    expect(await codeOf(db.collection('things').aggregate(merge).toArray())).toBe(51183);
    await db.collection('target').createIndex({ k: 1 }, { unique: true }, {});
    await db.collection('things').aggregate(merge).toArray();
    expect(await db.collection('target').find().toArray()).toEqual([{ _id: 9, k: 'x', v: 1 }]);
  });

  test.each([
    ['failing on a match', { whenMatched: 'fail' }, 11000],
    ['failing without a match', { whenNotMatched: 'fail' }, 13113],
  ])('$merge %s is error %#', async (_name, merge, code) => {
    expect(await codeOf(merged(merge))).toBe(code);
  });

  test('are refused anywhere but at the end', async () => {
    const db = await stored(source);
    for (const stage of [{ $out: 'x' }, { $merge: 'x' }])
      expect(
        await codeOf(
          db
            .collection('things')
            .aggregate([stage, { $match: {} }])
            .toArray(),
        ),
      ).toBe(40601);
  });
});

describe('an aggregate command', () => {
  test('gives batches of the size asked for', async () => {
    const db = await stored(Array.from({ length: 7 }, (_, _id) => ({ _id })));
    const reply = await db.command({
      aggregate: 'things',
      pipeline: [{ $sort: { _id: 1 } }],
      cursor: { batchSize: 3 },
    });
    expect((reply['cursor'] as Document)['firstBatch']).toHaveLength(3);
    const cursor = db.collection('things').aggregate([{ $sort: { _id: 1 } }], { batchSize: 2 });
    expect((await cursor.toArray()).map((doc) => doc['_id'] as number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('takes let, hint, comment, allowDiskUse and maxTimeMS', async () => {
    const db = await stored(three);
    await db.collection('things').createIndex({ n: 1 }, {}, {});
    const options = { let: { least: 2 }, hint: 'n_1', comment: { why: 1 }, allowDiskUse: true, maxTimeMS: 10_000 };
    const pipeline = [
      { $match: { $expr: { $gte: ['$n', '$$least'] } } },
      { $project: { least: '$$least' } },
      { $sort: { _id: 1 } },
    ];
    expect(await db.collection('things').aggregate(pipeline, options).toArray()).toEqual([
      { _id: 2, least: 2 },
      { _id: 3, least: 2 },
    ]);
    expect(await codeOf(db.collection('things').aggregate([], { hint: 'none' }).toArray())).toBe(2);
  });

  test('reads nothing of a collection that does not exist', async () => {
    expect(
      await server
        .db()
        .collection('none')
        .aggregate([{ $group: { _id: null, n: { $sum: 1 } } }])
        .toArray(),
    ).toEqual([]);
  });

  test('explains itself', async () => {
    const db = await stored(three);
    await db.collection('things').createIndex({ n: 1 }, {}, {});
    const plan = JSON.stringify(
      await db
        .collection('things')
        .aggregate([{ $match: { n: 1 } }])
        .explain(),
    );
    expect(plan).toContain('IXSCAN');
  });

  const refused: [string, Document[], number][] = [
    ['an unknown stage', [{ $nonsense: {} }], 40324],
    ['a stage of two operators', [{ $match: {}, $limit: 1 }], 40323],
    ['an empty stage', [{}], 40323],
    ['$limit 0', [{ $limit: 0 }], 15958],
    ['a negative $skip', [{ $skip: -1 }], 5107200],
    ['an empty $project', [{ $project: {} }], 51272],
    ['a $project of both kinds', [{ $project: { a: 1, b: 0 } }], 31254],
    ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
    ['an unknown accumulator', [{ $group: { _id: 1, n: { $nonsense: 1 } } }], 15952],
    ['a field that is no accumulator', [{ $group: { _id: 1, n: 1 } }], 40234],
    ['an empty $sort', [{ $sort: {} }], 15976],
    ['an $unwind path without $', [{ $unwind: 'a' }], 28818],
    ['$replaceRoot by a number', [{ $replaceRoot: { newRoot: '$n' } }], 40228],
    ['$sample of a negative size', [{ $sample: { size: -1 } }], 28747],
    ['$count of an empty name', [{ $count: '' }], 40156],
    ['$bucket without a default', [{ $bucket: { groupBy: '$n', boundaries: [5, 6] } }], 40066],
    ['$lookup without as', [{ $lookup: { from: 'x', localField: 'a', foreignField: 'b' } }], 9],
    ['an unknown expression', [{ $project: { a: { $nonsense: 1 } } }], 31325],
    ['an unknown expression in $set', [{ $set: { a: { $nonsense: 1 } } }], 168],
    ['an undefined variable', [{ $set: { a: '$$nonsense' } }], 17276],
    ['$facet in $facet', [{ $facet: { a: [{ $facet: { b: [] } }] } }], 40600],
    ['$firstN of none', [{ $group: { _id: 1, v: { $firstN: { input: 1, n: 0 } } } }], 5787908],
  ];
  test.each(refused)('%s is refused', async (_name, pipeline, code) => {
    expect(await codeOf(run(three, pipeline))).toBe(code);
  });
});
