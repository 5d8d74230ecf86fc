import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Model } from 'mongoose';
import mongoose from 'mongoose';
import { type Loose, rejection, useMongoose } from './mongoose-connection.js';

const { Schema } = mongoose;
const db = useMongoose();
let Person: Model<Loose>;

beforeAll(async () => {
  Person = db.model(
    'Person',
    new Schema({
      name: { first: String, last: String },
      age: { type: Number, index: true },
      tags: [String],
      scores: [Number],
      comments: [{ author: String, votes: Number }],
      ghost: Schema.Types.Mixed,
    }),
  );
  await Person.init();
  await Person.insertMany(
    Array.from({ length: 12 }, (_, i) => ({
      name: { first: `f${i}`, last: i % 2 ? 'Odd' : 'Even' },
      age: 20 + i,
      tags: [`t${i}`, `t${i % 3}`],
      scores: [i, i * 2, i * 3],
      comments: [
        { author: 'x', votes: i },
        { author: `a${i}`, votes: 1 },
      ],
      ...(i % 4 ? {} : { ghost: null }),
    })),
  );
});

const ages = (docs: readonly Loose[]): number[] => docs.map(({ age }) => age as number);

describe('queries', () => {
  test('of every comparison find what they name', async () => {
    expect(ages(await Person.find().where('age').gte(22).lt(25).sort('age'))).toEqual([22, 23, 24]);
    expect(await Person.countDocuments({ age: { $in: ['21', 22, 99] } })).toBe(2);
    expect(await Person.countDocuments({ age: { $nin: [21, 22] } })).toBe(10);
    expect(await Person.where('age').ne(20).countDocuments()).toBe(11);
    expect(await Person.countDocuments({ 'name.first': /^F1/i })).toBe(3);
    expect(await Person.countDocuments({ 'name.first': { $regex: '^f1$' } })).toBe(1);
    expect(await Person.countDocuments({ 'name.first': { $not: /^f1/ } })).toBe(9);
    expect(await Person.countDocuments({ tags: { $all: ['t0', 't3'] } })).toBe(1);
    expect(await Person.countDocuments({ tags: { $size: 2 } })).toBe(12);
    expect(await Person.countDocuments({ 'scores.1': { $gt: 10 } })).toBe(6);
    expect(await Person.countDocuments({ scores: { $elemMatch: { $gt: 10, $lt: 12 } } })).toBe(1);
    expect(
      await Person.where('comments')
        .elemMatch({ author: 'x', votes: { $gte: 10 } })
        .countDocuments(),
    ).toBe(2);
    expect(await Person.countDocuments({ ghost: { $exists: true } })).toBe(3);
    expect(await Person.countDocuments({ ghost: null })).toBe(12);
    expect(await Person.countDocuments({ age: { $mod: [4, 0] } })).toBe(3);
    expect(await Person.countDocuments({ $or: [{ age: 20 }, { 'name.last': 'Odd' }] })).toBe(7);
    expect(await Person.countDocuments({ $nor: [{ age: 20 }, { 'name.last': 'Odd' }] })).toBe(5);
    expect(await Person.countDocuments().and([{ age: { $gt: 20 } }, { age: { $lt: 23 } }])).toBe(2);
  });

  test('are sorted, skipped, limited and projected', async () => {
    expect(ages(await Person.find().sort({ 'name.last': -1, age: 'desc' }).skip(1).limit(2))).toEqual([29, 27]);
    expect(
      ages(
        await Person.find()
          .sort([['age', -1]])
          .limit(1),
      ),
    ).toEqual([31]);
    expect(await Person.findOne({ age: 20 }).select('name.first -_id').lean()).toEqual({ name: { first: 'f0' } });
    expect(Object.keys((await Person.findOne({ age: 20 }).select({ tags: 0, __v: 0 }).lean()) ?? {}).sort()).toEqual([
      '_id',
      'age',
      'comments',
      'ghost',
      'name',
      'scores',
    ]);
    expect((await Person.findOne({ age: 24 }).slice('scores', 2))?.['scores']).toEqual([4, 8]);
    expect((await Person.findOne({ age: 24 }).slice('scores', [1, 1]).lean())?.['scores']).toEqual([8]);
    expect((await Person.findOne({ age: 24 }).slice('scores', -1).lean())?.['tags']).toEqual(['t4', 't1']);
    expect(
      (await Person.findOne({ age: 24 }, { comments: { $elemMatch: { author: 'a4' } } }).lean())?.['comments'],
    ).toMatchObject([{ author: 'a4' }]);
    expect(
      (await Person.findOne({ age: 24, 'comments.author': 'a4' }, 'comments.$').lean())?.['comments'],
    ).toMatchObject([{ author: 'a4' }]);
    expect(
      await Person.findOne({ age: 21 })
        .select({ _id: 0, total: { $sum: '$scores' } })
        .lean(),
    ).toEqual({ total: 6 });
    expect((await rejection(Person.findOne({}, { age: 1, tags: 0 } as never)))['code']).toBe(31254);
  });

  test('distinct, counts, exists and estimates agree', async () => {
    expect((await Person.distinct('tags', { age: { $lt: 22 } })).sort()).toEqual(['t0', 't1']);
    expect((await Person.distinct('comments.author', { age: 22 })).sort()).toEqual(['a2', 'x']);
    expect(await Person.find({ age: { $gt: 29 } }).distinct('age')).toEqual([30, 31]);
    expect(await Person.countDocuments({}).skip(2).limit(5)).toBe(5);
    expect(await Person.estimatedDocumentCount()).toBe(12);
    expect(await Person.exists({ age: 20 })).toEqual({ _id: expect.anything() });
    expect(await Person.exists({ age: 99 })).toBeNull();
    expect((await rejection(Person.findOne({ age: 99 }).orFail())).name).toBe('DocumentNotFoundError');
  });

  test('take hint, comment, maxTimeMS, batchSize, read preference and read concern', async () => {
    const query = Person.find({ age: { $gt: 25 } })
      .hint({ age: 1 })
      .comment('a comment')
      .maxTimeMS(5000)
      .batchSize(2)
      .read('primaryPreferred')
      .readConcern('majority')
      .allowDiskUse(true)
      .setOptions({ noCursorTimeout: true });
    expect((await query.sort('age')).length).toBe(6);
    expect(await Person.findOne({ age: 20 }).hint('age_1').read('secondaryPreferred')).toMatchObject({ age: 20 });
    expect((await rejection(Person.find({ age: 1 }).hint({ nothing: 1 })))['code']).toBe(2);
    expect(await Person.countDocuments({ age: 20 }).hint('age_1')).toBe(1);
  });

  test('a collation other than simple is refused by name', async () => {
    expect(await Person.find({ age: 20 }).collation({ locale: 'simple' })).toHaveLength(1);
    if (!db.server.isEmbedded) return;
    const error = await rejection(Person.find({ age: 20 }).collation({ locale: 'en_US', strength: 1 }));
    expect(error).toMatchObject({ code: 238, refusedFeature: 'a collation other than simple' });
  });

  test('$where, $text, geo and tailable cursors are refused by name', async () => {
    if (!db.server.isEmbedded) return;
    for (const query of [
      Person.find({ $where: 'true' }),
      Person.find({ $text: { $search: 'x' } }),
      Person.find({ ghost: { $near: [1, 1] } } as never),
      Person.find({ ghost: { $geoWithin: { $centerSphere: [[1, 1], 1] } } } as never),
      Person.find().tailable(),
    ])
      expect((await rejection(query))['code']).toBe(238);
  });

  test('sanitizeFilter makes operators from outside into values', async () => {
    const error = await rejection(Person.find({ age: { $gt: 0 } } as never).setOptions({ sanitizeFilter: true }));
    expect(error.name).toBe('CastError');
    expect(
      await Person.countDocuments({ age: mongoose.trusted({ $gt: 30 }) }).setOptions({ sanitizeFilter: true }),
    ).toBe(1);
  });

  test('lean documents are plain and hold what is stored', async () => {
    const plain = await Person.findOne({ age: 20 }).lean();
    expect(plain).toMatchObject({ age: 20, __v: 0 });
    expect(plain).not.toHaveProperty('save');
  });

  test('explain names the index of the winning plan and counts what was read', async () => {
    const stats = (await Person.find({ age: { $gte: 29 } }).explain('executionStats')) as unknown as Loose;
    expect(stats['queryPlanner'].namespace).toBe(`${db.connection.name}.people`);
    expect(stats['queryPlanner'].winningPlan).toMatchObject({
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: 'age_1', keyPattern: { age: 1 } },
    });
    expect(stats['executionStats']).toMatchObject({
      executionSuccess: true,
      nReturned: 3,
      totalKeysExamined: 3,
      totalDocsExamined: 3,
      executionStages: { stage: 'FETCH', nReturned: 3, inputStage: { stage: 'IXSCAN', nReturned: 3 } },
    });
    const scan = (await Person.find({ 'name.last': 'Odd' }).explain('executionStats')) as unknown as Loose;
    expect(scan['executionStats']).toMatchObject({
      nReturned: 6,
      totalKeysExamined: 0,
      totalDocsExamined: 12,
      executionStages: { stage: 'COLLSCAN' },
    });
    const planner = (await Person.find().explain('queryPlanner')) as unknown as Loose;
    expect(planner['queryPlanner'].winningPlan.stage).toBe('COLLSCAN');
    expect(planner).not.toHaveProperty('executionStats');
  });
});
