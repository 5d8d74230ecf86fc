import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { rejection, useMongoose } from './mongoose-connection.js';

const { Schema, Types } = mongoose;
const db = useMongoose();

describe('findOneAnd...', () => {
  test('update gives the document before or after, its metadata, sorted and projected', async () => {
    const Tank = db.model('Tank', { n: Number, name: String, size: { type: String, default: 'small' } });
    await Tank.create([
      { n: 1, name: 'a' },
      { n: 2, name: 'a' },
    ]);
    expect((await Tank.findOneAndUpdate({ name: 'a' }, { name: 'b' }, { sort: { n: -1 } }))?.['name']).toBe('a');
    expect((await Tank.findOneAndUpdate({ n: 2 }, { $inc: { n: 5 } }, { returnDocument: 'after' }))?.['n']).toBe(7);
    expect(
      await Tank.findOneAndUpdate({ n: 7 }, { name: 'c' }, { returnDocument: 'after', projection: 'name' }).lean(),
    ).toEqual({ _id: expect.anything(), name: 'c' });
    expect(await Tank.findOneAndUpdate({ n: 99 }, { name: 'none' })).toBeNull();
    const id = new Types.ObjectId();
    const raw = await Tank.findOneAndUpdate(
      { _id: id },
      { $setOnInsert: { name: 'new' } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true, setDefaultsOnInsert: true },
    );
    expect(raw).toMatchObject({ ok: 1, lastErrorObject: { n: 1, updatedExisting: false, upserted: id } });
    expect(raw.value?.toObject()).toMatchObject({ _id: id, name: 'new', size: 'small', __v: 0 });
    expect(await Tank.findOneAndUpdate({ _id: id }, { n: 1 }, { includeResultMetadata: true })).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: true },
    });
  });

  test('replace and delete give the document that was there', async () => {
    const Replaced = db.model('Replaced', { a: Number, b: Number });
    const { _id } = await Replaced.create({ a: 1, b: 1 });
    expect(await Replaced.findOneAndReplace({ a: 1 }, { b: 2 }, { returnDocument: 'after' }).lean()).toEqual({
      _id,
      b: 2,
    });
    expect(
      await Replaced.findOneAndReplace({ a: 50 }, { a: 50 }, { upsert: true, returnDocument: 'after' }).lean(),
    ).toMatchObject({ a: 50 });
    expect(await Replaced.replaceOne({ _id }, { a: 3 })).toEqual({
      acknowledged: true,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 0,
      upsertedId: null,
    });
    expect(await Replaced.findOneAndDelete({ a: { $gt: 1 } }, { sort: { a: -1 } }).lean()).toMatchObject({ a: 50 });
    expect(await Replaced.findByIdAndDelete(_id, { includeResultMetadata: true })).toMatchObject({
      lastErrorObject: { n: 1 },
    });
    expect(await Replaced.findByIdAndDelete(_id)).toBeNull();
  });

  test('update with upsert that meets a unique key is E11000', async () => {
    const Unique = db.model('UniqueUpsert', { key: { type: String, unique: true }, other: Number });
    await Unique.init();
    await Unique.create({ key: 'k', other: 1 });
    const error = await rejection(Unique.findOneAndUpdate({ other: 2 }, { key: 'k' }, { upsert: true }));
    expect(error).toMatchObject({
      code: 11000,
      codeName: 'DuplicateKey',
      keyPattern: { key: 1 },
      keyValue: { key: 'k' },
    });
    expect(error.message).toContain(
      `E11000 duplicate key error collection: ${db.connection.name}.uniqueupserts index: key_1 dup key: { key: "k" }`,
    );
  });
});

describe('updates', () => {
  test('answer matched, modified and upserted', async () => {
    const Counted = db.model('Counted', { a: Number, b: Number });
    await Counted.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await Counted.updateMany({ a: 1 }, { b: 1 })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
      upsertedCount: 0,
      upsertedId: null,
    });
    expect(await Counted.updateMany({ a: 1 }, { b: 1 })).toMatchObject({ matchedCount: 2, modifiedCount: 0 });
    const upserted = await Counted.updateOne({ a: 5 }, { b: 5 }, { upsert: true });
    expect(upserted).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
      upsertedCount: 1,
      upsertedId: expect.any(Types.ObjectId),
    });
    expect(await Counted.updateOne({ a: 99 }, { b: 1 })).toMatchObject({ matchedCount: 0 });
    expect(await Counted.updateOne({}, {})).toMatchObject({ acknowledged: false });
    expect(await Counted.deleteMany({ a: { $lte: 2 } })).toEqual({ acknowledged: true, deletedCount: 3 });
  });

  test('with $, $[], $[name] reach into arrays', async () => {
    const Grades = db.model('Grades', { grades: [{ grade: Number, mean: Number, ok: [Number] }], list: [Number] });
    const { _id } = await Grades.create({
      grades: [
        { grade: 80, mean: 75, ok: [1, 2] },
        { grade: 90, mean: 80, ok: [3] },
      ],
      list: [1, 5, 9],
    });
    await Grades.updateOne({ _id, 'grades.grade': 90 }, { $set: { 'grades.$.mean': 85 } });
    await Grades.updateOne(
      { _id },
      { $inc: { 'grades.$[].grade': 1, 'list.$[big]': 100 } },
      { arrayFilters: [{ big: { $gte: 5 } }] },
    );
    await Grades.updateOne(
      { _id },
      { $push: { 'grades.$[g].ok': { $each: [7, 8], $slice: -2 } } },
      { arrayFilters: [{ 'g.mean': { $lt: 80 } }] },
    );
    expect(await Grades.findById(_id).lean()).toMatchObject({
      grades: [
        { grade: 81, mean: 75, ok: [7, 8] },
        { grade: 91, mean: 85, ok: [3] },
      ],
      list: [1, 105, 109],
    });
    await Grades.updateOne({ _id }, { $pull: { grades: { grade: { $gt: 90 } }, list: { $in: [1, 105] } } });
    await Grades.updateOne({ _id }, { $addToSet: { list: { $each: [109, 1] } }, $pop: { 'grades.0.ok': -1 } });
    expect(await Grades.findById(_id).lean()).toMatchObject({ grades: [{ grade: 81, ok: [8] }], list: [109, 1] });
    await Grades.updateOne(
      { _id },
      { $push: { list: { $each: [5, 3], $sort: 1, $position: 0 } }, $unset: { grades: 1 } },
    );
    expect(await Grades.findById(_id).lean()).toMatchObject({ list: [1, 3, 5, 109] });
    await Grades.updateOne({ _id }, { $pullAll: { list: [1, 3] } });
    await Grades.updateOne({ _id }, { $rename: { list: 'numbers' } }, { strict: false });
    expect(await db.connection.collection('grades').findOne({ _id })).toMatchObject({ numbers: [5, 109] });
  });

  test('with a pipeline compute from the document', async () => {
    const Piped = db.model('Piped', { first: String, last: String, full: String, n: Number });
    await Piped.create({ first: 'Ada', last: 'L', n: 2 });
    expect(
      await Piped.updateMany(
        {},
        [{ $set: { full: { $concat: ['$first', ' ', '$last'] }, n: { $multiply: ['$n', 21] } } }, { $unset: 'last' }],
        { updatePipeline: true },
      ),
    ).toMatchObject({ modifiedCount: 1 });
    expect(await Piped.findOne().lean()).toMatchObject({ full: 'Ada L', n: 42 });
    const after = await Piped.findOneAndUpdate({ n: 42 }, [{ $set: { n: { $cond: [{ $gt: ['$n', 40] }, 0, 1] } } }], {
      returnDocument: 'after',
      updatePipeline: true,
    });
    expect(after?.['n']).toBe(0);
  });

  test('of all field operators do what they are called', async () => {
    const Ops = db.model('Ops', { min: Number, max: Number, mul: Number, bit: Number, at: Date, gone: String });
    const { _id } = await Ops.create({ min: 5, max: 5, mul: 5, bit: 5, gone: 'x' });
    await Ops.updateOne(
      { _id },
      {
        $min: { min: 1 },
        $max: { max: 9 },
        $mul: { mul: 3 },
        $bit: { bit: { and: 4 } },
        $currentDate: { at: true },
        $unset: { gone: 1 },
      },
    );
    expect(await Ops.findById(_id).lean()).toMatchObject({ min: 1, max: 9, mul: 15, bit: 4, at: expect.any(Date) });
    expect((await rejection(db.connection.collection('ops').updateOne({ _id }, { $inc: { at: 1 } })))['code']).toBe(14);
    expect(
      (await rejection(db.connection.collection('ops').updateOne({ _id }, { $set: { a: 1 }, $unset: { a: 1 } })))[
        'code'
      ],
    ).toBe(40);
    expect(
      (await rejection(db.connection.collection('ops').updateOne({ _id }, { $push: { min: 1 } as never })))['code'],
    ).toBe(2);
  });

  test('strict: throw refuses what the schema does not know', async () => {
    const Strict = db.model('Strict', { a: Number }, { strict: 'throw', strictQuery: 'throw' });
    await Strict.create({ a: 1 });
    expect((await rejection(Strict.create({ a: 1, b: 2 }))).name).toBe('StrictModeError');
    expect((await rejection(Strict.updateOne({}, { b: 2 }))).name).toBe('StrictModeError');
    expect((await rejection(Strict.find({ b: 2 }))).name).toBe('StrictModeError');
  });
});

describe('many at once', () => {
  test('insertMany is ordered or not, raw or not', async () => {
    const Many = db.model('Many', { _id: Number, name: { type: String, required: true } });
    expect(
      (
        await Many.insertMany([
          { _id: 1, name: 'a' },
          { _id: 2, name: 'b' },
        ])
      ).map(({ _id }) => _id),
    ).toEqual([1, 2]);
    const ordered = await rejection(
      Many.insertMany([
        { _id: 3, name: 'c' },
        { _id: 1, name: 'd' },
        { _id: 4, name: 'e' },
      ]),
    );
    expect(ordered).toMatchObject({ name: 'MongoBulkWriteError', code: 11000 });
    expect(await Many.countDocuments()).toBe(3);
    const unordered = await rejection(
      Many.insertMany(
        [
          { _id: 5, name: 'f' },
          { _id: 1, name: 'g' },
          { _id: 6, name: 'h' },
        ],
        { ordered: false },
      ),
    );
    expect(unordered).toMatchObject({ code: 11000, writeErrors: [{ err: { index: 1, code: 11000 } }] });
    expect((unordered['insertedDocs'] as unknown[]).length).toBe(2);
    expect(
      await Many.insertMany([{ _id: 7, name: 'i' }, { _id: 8 }], { ordered: false, rawResult: true }),
    ).toMatchObject({
      acknowledged: true,
      insertedCount: 1,
      mongoose: { validationErrors: [{ name: 'ValidationError' }] },
    });
    expect(
      await rejection(Many.insertMany([{ _id: 9 }], { ordered: false, throwOnValidationError: true })),
    ).toMatchObject({ name: 'MongooseBulkWriteError' });
  });

  test('bulkWrite answers for each kind of operation', async () => {
    const Bulk = db.model('Bulk', { name: String, n: Number }, { timestamps: true });
    const result = await Bulk.bulkWrite([
      { insertOne: { document: { name: 'a', n: 1 } } },
      { insertOne: { document: { name: 'b', n: '2' } } as never },
      { updateOne: { filter: { name: 'a' }, update: { n: 10 } } },
      { updateMany: { filter: {}, update: { $inc: { n: 1 } } } },
      { updateOne: { filter: { name: 'z' }, update: { $set: { n: 0 } }, upsert: true } },
      { replaceOne: { filter: { name: 'b' }, replacement: { name: 'bb' } } },
      { deleteOne: { filter: { name: 'a' } } },
      { deleteMany: { filter: { name: 'nobody' } } },
    ] as never);
    expect(result).toMatchObject({
      insertedCount: 2,
      matchedCount: 4,
      modifiedCount: 4,
      upsertedCount: 1,
      deletedCount: 1,
      upsertedIds: { 4: expect.anything() },
    });
    expect(await Bulk.find().sort('name').lean()).toMatchObject([
      { name: 'bb', updatedAt: expect.any(Date) },
      { name: 'z', n: 0, createdAt: expect.any(Date) },
    ]);
    await Bulk.collection.createIndex({ name: 1 }, { unique: true }, {});
    const error = await rejection(
      Bulk.bulkWrite(
        [{ insertOne: { document: { name: 'z' } } }, { insertOne: { document: { name: 'y' } } }] as never,
        { ordered: false },
      ),
    );
    expect(error).toMatchObject({
      name: 'MongoBulkWriteError',
      code: 11000,
      result: expect.objectContaining({ insertedCount: 1 }),
    });
  });

  test('bulkSave saves documents and refuses stale ones', async () => {
    const Saved = db.model('BulkSaved', { n: Number, list: [Number] }, { optimisticConcurrency: true });
    const docs = await Saved.create([{ n: 1 }, { n: 2 }]);
    docs.forEach((doc) => doc.set('n', (doc.get('n') as number) + 10));
    expect(await Saved.bulkSave(docs)).toMatchObject({ modifiedCount: 2, matchedCount: 2 });
    const fresh = [new Saved({ n: 3 }), ...(await Saved.find({ n: 11 }))];
    fresh.forEach((doc) => doc.set('n', 100));
    expect(await Saved.bulkSave(fresh)).toMatchObject({ insertedCount: 1, modifiedCount: 1 });
    docs[0]?.set('n', 5);
    expect((await rejection(Saved.bulkSave([docs[0] as never]))).name).toMatch(
      /MongooseBulkSaveIncompleteError|DocumentNotFoundError|VersionError/,
    );
  });

  test('connection.bulkWrite writes to several models in one command', async () => {
    db.model('FirstOf', { a: Number });
    db.model('SecondOf', { b: Number });
    const result = await db.connection.bulkWrite([
      { model: 'FirstOf', name: 'insertOne', document: { a: '1' } },
      { model: 'SecondOf', name: 'insertOne', document: { b: 2 } },
      { model: 'FirstOf', name: 'updateOne', filter: { a: 1 }, update: { $set: { a: 5 } } },
      { model: 'SecondOf', name: 'deleteMany', filter: {} },
    ] as never);
    expect(result).toMatchObject({ insertedCount: 2, modifiedCount: 1, deletedCount: 1 });
    expect(await db.connection.model('FirstOf').countDocuments({ a: 5 })).toBe(1);
  });

  test('a schema with Mixed and nested paths is updated by dotted names', async () => {
    const Dotted = db.model('Dotted', new Schema({ any: {}, nested: { a: Number, b: [String] } }, { minimize: false }));
    const doc = await Dotted.create({ any: { x: { y: 1 } }, nested: { a: 1, b: ['q'] } });
    await Dotted.updateOne({ _id: doc._id }, { 'any.x.z': 2, 'nested.b.2': 'r', 'any.list.0': 'first' });
    expect(await Dotted.findById(doc._id).lean()).toMatchObject({
      any: { x: { y: 1, z: 2 }, list: { 0: 'first' } },
      nested: { a: 1, b: ['q', null, 'r'] },
    });
    doc['any'].x.y = 9;
    doc.markModified('any');
    await doc.save();
    expect((await Dotted.findById(doc._id))?.['any']).toEqual({ x: { y: 9 } });
  });
});
