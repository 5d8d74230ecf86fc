import { beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { type Model } from 'mongoose';
import { type Loose, rejection, useMongoose } from './mongoose-connection.js';

const db = useMongoose();
let Sale: Model<Loose>;

beforeAll(async () => {
  Sale = db.model('Sale', {
    item: String,
    price: Number,
    qty: Number,
    on: Date,
    tags: [String],
    parent: String,
  });
  await Sale.insertMany(
    ['a', 'b', 'c', 'a', 'b', 'a'].map((item, i) => ({
      item,
      price: 10 * (i + 1),
      qty: i,
      on: new Date(Date.UTC(2024, i, 1)),
      tags: [`t${i}`, 'all'],
      parent: i === 0 ? null : ['', 'a', 'b', 'c'][i % 4],
    })),
  );
});

describe('aggregate()', () => {
  test('groups, sorts, limits, skips, projects and unwinds by its helpers', async () => {
    expect(
      await Sale.aggregate()
        .match({ price: { $gt: 10 } })
        .group({
          _id: '$item',
          total: { $sum: '$price' },
          average: { $avg: '$qty' },
          all: { $push: '$qty' },
          most: { $max: '$price' },
        })
        .sort({ _id: 1 })
        .limit(2),
    ).toEqual([
      { _id: 'a', total: 100, average: 4, all: [3, 5], most: 60 },
      { _id: 'b', total: 70, average: 2.5, all: [1, 4], most: 50 },
    ]);
    expect(await Sale.aggregate().sort('-price').skip(4).project('item price -_id')).toEqual([
      { item: 'b', price: 20 },
      { item: 'a', price: 10 },
    ]);
    expect(await Sale.aggregate().unwind('tags').sortByCount('tags').limit(1)).toEqual([{ _id: 'all', count: 6 }]);
    expect(
      await Sale.aggregate().unwind({ path: '$tags', includeArrayIndex: 'at' }).match({ at: 0 }).count('n'),
    ).toEqual([{ n: 6 }]);
    expect(
      await Sale.aggregate()
        .addFields({ cost: { $multiply: ['$price', '$qty'] } })
        .match({ cost: { $gt: 190 } })
        .project({ _id: 0, cost: 1 }),
    ).toEqual([{ cost: 200 }, { cost: 300 }]);
    expect(await Sale.aggregate().match({ qty: 0 }).replaceRoot({ it: '$item' })).toEqual([{ it: 'a' }]);
    expect(await Sale.aggregate().sample(3)).toHaveLength(3);
    expect(
      await Sale.aggregate([{ $match: { qty: { $lt: 2 } } }, { $unset: ['tags', 'on', '_id', '__v', 'parent'] }]),
    ).toEqual([
      { item: 'a', price: 10, qty: 0 },
      { item: 'b', price: 20, qty: 1 },
    ]);
  });

  test('runs facets, buckets and redaction', async () => {
    const [facets] = await Sale.aggregate().facet({
      items: [{ $group: { _id: '$item' } }, { $sort: { _id: 1 } }],
      buckets: [
        { $bucket: { groupBy: '$price', boundaries: [0, 30, 60], default: 'more', output: { n: { $sum: 1 } } } },
      ],
      count: [{ $count: 'n' }],
    });
    expect(facets).toEqual({
      items: [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }],
      buckets: [
        { _id: 0, n: 2 },
        { _id: 30, n: 3 },
        { _id: 'more', n: 1 },
      ],
      count: [{ n: 6 }],
    });
    expect(await Sale.aggregate([{ $bucketAuto: { groupBy: '$price', buckets: 2 } }])).toEqual([
      { _id: { min: 10, max: 40 }, count: 3 },
      { _id: { min: 40, max: 60 }, count: 3 },
    ]);
    expect(
      await Sale.aggregate()
        .redact({ $gt: ['$price', 50] }, '$$KEEP', '$$PRUNE')
        .project({ price: 1, _id: 0 }),
    ).toEqual([{ price: 60 }]);
  });

  test('joins by lookup, graphLookup and unionWith', async () => {
    const Item = db.model('Item', { name: String, cost: Number, of: String });
    await Item.insertMany([
      { name: 'a', cost: 1 },
      { name: 'b', cost: 2, of: 'a' },
      { name: 'c', cost: 3, of: 'b' },
    ]);
    expect(
      await Sale.aggregate()
        .match({ qty: 1 })
        .lookup({ from: 'items', localField: 'item', foreignField: 'name', as: 'info' })
        .project({ _id: 0, info: { cost: 1 } }),
    ).toEqual([{ info: [{ cost: 2 }] }]);
    expect(
      await Sale.aggregate([
        { $match: { qty: 5 } },
        {
          $lookup: {
            from: 'items',
            let: { p: '$price' },
            pipeline: [
              { $match: { $expr: { $gte: ['$$p', { $multiply: ['$cost', 25] }] } } },
              { $project: { name: 1, _id: 0 } },
            ],
            as: 'cheap',
          },
        },
        { $project: { cheap: 1, _id: 0 } },
      ]),
    ).toEqual([{ cheap: [{ name: 'a' }, { name: 'b' }] }]);
    const [chain] = await Item.aggregate().match({ name: 'c' }).graphLookup({
      from: 'items',
      startWith: '$of',
      connectFromField: 'of',
      connectToField: 'name',
      as: 'chain',
      depthField: 'depth',
      maxDepth: 5,
    });
    expect(chain.chain.map(({ name, depth }: Loose) => [name, Number(depth)]).sort()).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
    expect(
      await Sale.aggregate()
        .unionWith({ coll: 'items', pipeline: [{ $match: { cost: 3 } }] })
        .count('n'),
    ).toEqual([{ n: 7 }]);
  });

  test('fills gaps with densify and fill, and looks across windows', async () => {
    const Weather = db.model('Weather', { at: Date, t: Number });
    await Weather.insertMany([
      { at: new Date(0), t: 1 },
      { at: new Date(3 * 36e5), t: 7 },
    ]);
    expect(
      await Weather.aggregate()
        .densify({ field: 'at', range: { step: 1, unit: 'hour', bounds: 'full' } })
        .fill({ sortBy: { at: 1 }, output: { t: { method: 'linear' } } })
        .project({ _id: 0, t: 1 }),
    ).toEqual([{ t: 1 }, { t: 3 }, { t: 5 }, { t: 7 }]);
    expect(
      await Sale.aggregate([
        {
          $setWindowFields: {
            partitionBy: '$item',
            sortBy: { on: 1 },
            output: { running: { $sum: '$price', window: { documents: ['unbounded', 'current'] } } },
          },
        },
        { $match: { item: 'a' } },
        { $project: { _id: 0, running: 1 } },
      ]),
    ).toEqual([{ running: 10 }, { running: 50 }, { running: 110 }]);
  });

  test('casts nothing but knows dates, ids and strings', async () => {
    const [row] = await Sale.aggregate([
      { $match: { qty: 2 } },
      {
        $project: {
          _id: 0,
          day: { $dateToString: { date: '$on', format: '%Y-%m-%d' } },
          id: { $toString: '$_id' },
          back: { $eq: [{ $toObjectId: { $toString: '$_id' } }, '$_id'] },
          upper: { $toUpper: { $concat: ['$item', '-', { $toString: '$price' }] } },
          year: { $year: '$on' },
          trunc: { $dateTrunc: { date: '$on', unit: 'year' } },
          joined: { $reduce: { input: '$tags', initialValue: '', in: { $concat: ['$$value', '$$this'] } } },
        },
      },
    ]);
    expect(row).toEqual({
      day: '2024-03-01',
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      back: true,
      upper: 'C-30',
      year: 2024,
      trunc: new Date(Date.UTC(2024, 0, 1)),
      joined: 't2all',
    });
    expect((await rejection(Sale.aggregate([{ $project: { x: { $toObjectId: '$item' } } }])))['code']).toBe(241);
  });

  test('writes by out and merge', async () => {
    await Sale.aggregate([{ $match: { item: 'a' } }, { $out: 'only_a' }]);
    expect(await db.connection.collection('only_a').countDocuments()).toBe(3);
    await Sale.aggregate([
      { $group: { _id: '$item', n: { $sum: 1 } } },
      { $merge: { into: 'sums', on: '_id', whenMatched: 'replace', whenNotMatched: 'insert' } },
    ]);
    await Sale.aggregate([{ $group: { _id: '$item', more: { $sum: '$qty' } } }, { $merge: { into: 'sums' } }]);
    expect(await db.connection.collection('sums').find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'a', n: 3, more: 8 },
      { _id: 'b', n: 2, more: 5 },
      { _id: 'c', n: 1, more: 2 },
    ]);
  });

  test('is explained, hinted, commented, limited in time and read by a cursor', async () => {
    const explained = (await Sale.aggregate()
      .match({ _id: new mongoose.Types.ObjectId() })
      .explain()) as unknown as Loose;
    expect(JSON.stringify(explained)).toContain('IXSCAN');
    expect(
      await Sale.aggregate()
        .match({})
        .hint({ _id: 1 })
        .option({ maxTimeMS: 5000, comment: 'c', allowDiskUse: true })
        .read('primary')
        .readConcern('majority'),
    ).toHaveLength(6);
    const items: unknown[] = [];
    for await (const doc of Sale.aggregate().sort({ price: 1 }).cursor({ batchSize: 2 })) items.push(doc.price);
    expect(items).toEqual([10, 20, 30, 40, 50, 60]);
    const eached: unknown[] = [];
    await Sale.aggregate([{ $sort: { price: -1 } }])
      .cursor({ batchSize: 1 })
      .eachAsync((doc) => eached.push(doc.price), { parallel: 2 });
    expect(eached).toHaveLength(6);
    const error = await rejection(Sale.aggregate([{ $nothing: 1 } as never]));
    expect(error).toMatchObject({ name: 'MongoServerError', code: 40324 });
  });
});
