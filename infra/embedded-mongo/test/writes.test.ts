import { describe, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoBulkWriteError, MongoServerError, ObjectId } from 'mongodb';
import { useServer } from './harness.js';

const server = useServer();

interface Thing extends Document {
  _id: number;
}

async function things(...docs: Thing[]): Promise<Collection<Thing>> {
  const collection = server.db().collection<Thing>('things');
  if (docs.length > 0) await collection.insertMany(docs);
  return collection;
}

async function errorOf(attempt: Promise<unknown>): Promise<MongoServerError> {
  try {
    const reply = (await attempt) as { writeErrors?: Document[] };
    if (reply.writeErrors?.[0]) return new MongoServerError(reply.writeErrors[0]);
  } catch (error) {
    if (error instanceof MongoServerError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('an upsert inserts', () => {
  const rows: [string, Document, Document | Document[], Document][] = [
    ['the equalities of the filter', { a: 1, b: { $eq: 2 }, c: { $gt: 3 } }, { $set: { d: 4 } }, { a: 1, b: 2, d: 4 }],
    ['dotted equalities as documents', { 'a.b': 1 }, { $set: { 'a.c': 2 } }, { a: { b: 1, c: 2 } }],
    ['equalities within $and', { $and: [{ a: 1 }, { b: 2 }] }, { $set: { c: 3 } }, { a: 1, b: 2, c: 3 }],
    ['a single $in', { a: { $in: [1] } }, { $set: { c: 3 } }, { a: 1, c: 3 }],
    ['nothing of an $or of several', { $or: [{ a: 1 }, { a: 2 }] }, { $set: { c: 3 } }, { c: 3 }],
    ['what $setOnInsert says', { a: 1 }, { $set: { b: 2 }, $setOnInsert: { c: 3 } }, { a: 1, b: 2, c: 3 }],
    ['the counter that $inc makes', { a: 1 }, { $inc: { n: 5 } }, { a: 1, n: 5 }],
    ['what a pipeline makes of it', { a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }], { a: 1, b: 2 }],
  ];
  test.each(rows)('%s', async (_name, filter, update, doc) => {
    const collection = await things();
    const result = await collection.updateOne(filter, update, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1 });
    const { _id, ...rest } = (await collection.findOne()) as Thing;
    expect(rest).toEqual(doc);
    expect(result.upsertedId).toEqual(_id);
    expect(_id).toBeInstanceOf(ObjectId);
  });

  test('the _id of the filter', async () => {
    const collection = await things();
    expect((await collection.updateOne({ _id: 7 }, { $set: { a: 1 } }, { upsert: true })).upsertedId).toBe(7);
    expect((await collection.replaceOne({ _id: 8 }, { b: 1 }, { upsert: true })).upsertedId).toBe(8);
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 7, a: 1 },
      { _id: 8, b: 1 },
    ]);
  });

  test('a replacement without the equalities of the filter', async () => {
    const collection = await things();
    await collection.replaceOne({ a: 1 }, { b: 2 }, { upsert: true });
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual({ b: 2 });
  });

  test('nothing when a document matches', async () => {
    const collection = await things({ _id: 1, a: 1 });
    const result = await collection.updateOne({ a: 1 }, { $setOnInsert: { b: 1 } }, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 0, upsertedCount: 0, upsertedId: null });
  });

  test('no path that the filter names twice', async () => {
    const collection = await things();
    const filter = { $and: [{ a: 1 }, { a: 2 }] };
    expect((await errorOf(collection.updateOne(filter, { $set: { b: 1 } }, { upsert: true }))).code).toBe(54);
  });
});

describe('updateOne, updateMany and replaceOne', () => {
  test('count what matched and what changed', async () => {
    const collection = await things({ _id: 1, a: 1 }, { _id: 2, a: 2 }, { _id: 3, a: 3 });
    const result = await collection.updateMany({ _id: { $lte: 2 } }, { $set: { a: 2 } });
    expect(result).toMatchObject({ matchedCount: 2, modifiedCount: 1, upsertedCount: 0 });
  });

  test('keep the _id of a replaced document and drop its other fields', async () => {
    const collection = await things({ _id: 1, a: 1, b: 1 });
    await collection.replaceOne({ a: 1 }, { c: 1 });
    expect(await collection.findOne()).toEqual({ _id: 1, c: 1 });
  });

  test('refuse a replacement with another _id', async () => {
    const collection = await things({ _id: 1 });
    expect((await errorOf(collection.replaceOne({ _id: 1 }, { _id: 2 }))).code).toBe(66);
  });

  test('take the first in the order of sort', async () => {
    const collection = await things({ _id: 1, n: 1 }, { _id: 2, n: 3 }, { _id: 3, n: 2 });
    await collection.updateOne({}, { $set: { hit: 'update' } }, { sort: { n: -1 } });
    await collection.replaceOne({}, { hit: 'replace' }, { sort: { n: 1 } });
    expect(
      await collection
        .find({ hit: { $exists: true } })
        .sort({ _id: 1 })
        .toArray(),
    ).toEqual([
      { _id: 1, hit: 'replace' },
      { _id: 2, n: 3, hit: 'update' },
    ]);
  });

  test('refuse sort with multi', async () => {
    const db = server.db();
    const command = { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, multi: true, sort: { a: 1 } }] };
    expect((await errorOf(db.command(command))).code).toBe(9);
  });

  test('refuse a replacement with multi', async () => {
    const error = await errorOf(server.db().command({ update: 'c', updates: [{ q: {}, u: { a: 1 }, multi: true }] }));
    expect(error.code).toBe(9);
  });

  test('take a hint by name and by key, and refuse one that names no index', async () => {
    const collection = await things({ _id: 1, a: 1 });
    await collection.createIndex({ a: 1 }, {}, {});
    expect((await collection.updateOne({ a: 1 }, { $set: { b: 1 } }, { hint: 'a_1' })).modifiedCount).toBe(1);
    expect((await collection.updateOne({ a: 1 }, { $set: { b: 2 } }, { hint: { a: 1 } })).modifiedCount).toBe(1);
    expect((await errorOf(collection.updateOne({ a: 1 }, { $set: { b: 3 } }, { hint: 'none' }))).code).toBe(2);
    expect((await errorOf(collection.deleteOne({ a: 1 }, { hint: { none: 1 } }))).code).toBe(2);
  });

  test('read the variables of let in $expr and in pipelines', async () => {
    const collection = await things({ _id: 1 }, { _id: 2 });
    await collection.updateOne({ $expr: { $eq: ['$_id', '$$id'] } }, [{ $set: { x: '$$x' } }], {
      let: { id: 2, x: 'foo' },
    });
    await collection.deleteOne({ $expr: { $eq: ['$_id', '$$id'] } }, { let: { id: 1 } });
    expect(await collection.find().toArray()).toEqual([{ _id: 2, x: 'foo' }]);
  });

  test('see $$NOW and $$REMOVE in pipelines', async () => {
    const collection = await things({ _id: 1, a: 1 });
    await collection.updateOne({}, [{ $set: { at: '$$NOW', a: '$$REMOVE' } }]);
    const doc = await collection.findOne();
    expect(doc?.['at']).toBeInstanceOf(Date);
    expect(doc).not.toHaveProperty('a');
  });

  test('set, unset and replace by pipelines', async () => {
    const collection = await things({ _id: 1, a: 1, b: { c: 2 } });
    await collection.updateOne({}, [{ $set: { 'b.d': '$a' } }, { $unset: 'a' }]);
    expect(await collection.findOne()).toEqual({ _id: 1, b: { c: 2, d: 1 } });
    await collection.updateOne({}, [{ $replaceWith: '$b' }]);
    expect(await collection.findOne()).toEqual({ _id: 1, c: 2, d: 1 });
  });
});

describe('dots and dollars in field names', () => {
  test('are stored by an insert', async () => {
    const doc = { _id: 1, $a: 1, 'a.b': 2, c: { $d: 3, 'e.f': 4 } };
    const collection = await things(doc);
    expect(await collection.findOne()).toEqual(doc);
  });

  test('are refused in an _id that is a document', async () => {
    const collection = await things();
    expect((await errorOf(collection.insertOne({ _id: { $a: 1 } as never }))).code).toBe(52);
    await collection.insertOne({ _id: { 'a.b': 1 } as never });
    expect(await collection.findOne()).toEqual({ _id: { 'a.b': 1 } });
  });

  test('are stored by a replacement, but not a dollar at its top', async () => {
    const collection = await things({ _id: 1 });
    await collection.replaceOne({ _id: 1 }, { 'a.b': 1, c: { $d: 1, 'e.f': 2 } });
    expect(await collection.findOne()).toEqual({ _id: 1, 'a.b': 1, c: { $d: 1, 'e.f': 2 } });
    const command = { update: collection.collectionName, updates: [{ q: {}, u: { a: 1, $b: 1 } }] };
    expect((await errorOf(server.client.db(collection.dbName).command(command))).code).toBe(52);
  });

  test('are set, read and removed through $setField, $getField and $unsetField', async () => {
    const collection = await things({ _id: 1, foo: {} });
    const setField = (field: string, input: string): Document => ({
      $setField: { field: { $literal: field }, value: 1, input },
    });
    await collection.updateOne({}, [{ $replaceWith: setField('$a', '$$ROOT') }]);
    await collection.updateOne({}, [{ $replaceWith: setField('b.c', '$$ROOT') }]);
    await collection.updateOne({}, [{ $set: { foo: setField('$d', '$foo') } }]);
    await collection.updateOne({}, [{ $set: { foo: setField('e.f', '$foo') } }]);
    expect(await collection.findOne()).toEqual({ _id: 1, foo: { $d: 1, 'e.f': 1 }, $a: 1, 'b.c': 1 });
    const [read] = await collection
      .aggregate([
        {
          $project: {
            _id: 0,
            a: { $getField: { $literal: '$a' } },
            d: { $getField: { field: { $literal: '$d' }, input: '$foo' } },
            bc: { $getField: 'b.c' },
          },
        },
      ])
      .toArray();
    expect(read).toEqual({ a: 1, d: 1, bc: 1 });
    await collection.updateOne({}, [{ $replaceWith: { $unsetField: { field: { $literal: '$a' }, input: '$$ROOT' } } }]);
    expect(await collection.findOne()).not.toHaveProperty('$a');
  });

  test('are refused as the path of an operator', async () => {
    const collection = await things({ _id: 1 });
    expect((await errorOf(collection.updateOne({}, { $set: { $a: 1 } }))).code).toBe(52);
  });

  test('are stored by writes that are not acknowledged', async () => {
    const collection = await things({ _id: 0 });
    const loose = collection.db.collection<Thing>('things', { writeConcern: { w: 0 } });
    expect(await loose.insertOne({ _id: 1, 'a.b': 1 })).toMatchObject({ acknowledged: false });
    expect(await loose.replaceOne({ _id: 0 }, { c: { $d: 1 } })).toMatchObject({ acknowledged: false });
    // The same connection is not promised, so the writes are waited for.
    await until(async () => (await collection.countDocuments({ $or: [{ _id: 1 }, { c: { $exists: true } }] })) === 2);
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 0, c: { $d: 1 } },
      { _id: 1, 'a.b': 1 },
    ]);
  });
});

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a bulk write', () => {
  test('does its operations in order and counts them', async () => {
    const collection = await things({ _id: 1, x: 1 }, { _id: 2, x: 2 });
    const result = await collection.bulkWrite([
      { insertOne: { document: { _id: 3, x: 3 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { x: 10 } } } },
      { updateMany: { filter: { x: { $gte: 3 } }, update: { $inc: { x: 1 } } } },
      { replaceOne: { filter: { _id: 4 }, replacement: { x: 4 }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
      { deleteMany: { filter: { x: 4 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 3,
      modifiedCount: 3,
      deletedCount: 3,
      upsertedCount: 1,
      upsertedIds: { 3: 4 },
    });
    expect(await collection.find().toArray()).toEqual([{ _id: 1, x: 12 }]);
  });

  const duplicates = [1, 1, 2, 1, 3].map((_id) => ({ insertOne: { document: { _id } } }));

  test('stops at the first error when ordered', async () => {
    const collection = await things();
    const error = (await errorOf(collection.bulkWrite(duplicates))) as MongoBulkWriteError;
    expect(error).toBeInstanceOf(MongoBulkWriteError);
    expect(error.code).toBe(11000);
    expect(error.result.insertedCount).toBe(1);
    expect([error.writeErrors].flat().map(({ index, code }) => [index, code])).toEqual([[1, 11000]]);
    expect(await collection.countDocuments()).toBe(1);
  });

  test('goes on after errors when unordered', async () => {
    const collection = await things();
    const error = (await errorOf(collection.bulkWrite(duplicates, { ordered: false }))) as MongoBulkWriteError;
    expect(error.result.insertedCount).toBe(3);
    expect([error.writeErrors].flat().map(({ index }) => index)).toEqual([1, 3]);
  });

  test('names the key of a duplicate', async () => {
    const collection = await things({ _id: 1, a: 1, b: 2 });
    await collection.createIndex({ a: 1, b: -1 }, { unique: true }, {});
    const command = { insert: 'things', documents: [{ _id: 2, a: 1, b: 2 }] };
    const reply = await collection.db.command(command);
    expect(reply['writeErrors']).toEqual([
      {
        index: 0,
        code: 11000,
        keyPattern: { a: 1, b: -1 },
        keyValue: { a: 1, b: 2 },
        errmsg: expect.stringContaining(
          `E11000 duplicate key error collection: ${collection.namespace} index: a_1_b_-1 dup key: { a: 1, b: 2 }`,
        ) as unknown,
      },
    ]);
  });

  test('refuses an empty batch and unknown fields of a statement', async () => {
    const db = server.db();
    expect((await errorOf(db.command({ insert: 'c', documents: [] }))).code).toBe(16);
    expect((await errorOf(db.command({ update: 'c', updates: [{ q: {}, u: {}, nonsense: 1 }] }))).code).toBe(40415);
    expect((await errorOf(db.command({ delete: 'c', deletes: [{ q: {}, limit: 2 }] }))).code).toBe(9);
  });
});

describe('findAndModify', () => {
  const docs = (): Promise<Collection<Thing>> => things({ _id: 1, x: 11 }, { _id: 2, x: 22 }, { _id: 3, x: 33 });

  test('gives the document before or after', async () => {
    const collection = await docs();
    expect(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { x: 1 } })).toEqual({ _id: 1, x: 11 });
    expect(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { x: 1 } }, { returnDocument: 'after' })).toEqual({
      _id: 1,
      x: 13,
    });
  });

  test('takes sort and projection', async () => {
    const collection = await docs();
    const options = { sort: { x: -1 as const }, projection: { x: 1, _id: 0 } };
    expect(await collection.findOneAndUpdate({}, { $set: { y: 1 } }, options)).toEqual({ x: 33 });
  });

  test('replaces', async () => {
    const collection = await docs();
    expect(await collection.findOneAndReplace({ _id: 1 }, { y: 1 }, { returnDocument: 'after' })).toEqual({
      _id: 1,
      y: 1,
    });
  });

  test('removes', async () => {
    const collection = await docs();
    expect(await collection.findOneAndDelete({ x: { $gt: 11 } }, { sort: { x: 1 } })).toEqual({ _id: 2, x: 22 });
    expect(await collection.countDocuments()).toBe(2);
  });

  test('says what it did in lastErrorObject', async () => {
    const { db } = await docs();
    const last = async (spec: Document): Promise<unknown> => {
      const reply = await db.command({ findAndModify: 'things', ...spec });
      return [reply['lastErrorObject'], reply['value']];
    };
    expect(await last({ query: { _id: 1 }, update: { $set: { x: 1 } } })).toEqual([
      { n: 1, updatedExisting: true },
      { _id: 1, x: 11 },
    ]);
    expect(await last({ query: { _id: 9 }, update: { $set: { x: 1 } } })).toEqual([
      { n: 0, updatedExisting: false },
      null,
    ]);
    expect(await last({ query: { _id: 9 }, update: { $set: { x: 1 } }, upsert: true })).toEqual([
      { n: 1, updatedExisting: false, upserted: 9 },
      null,
    ]);
    expect(await last({ query: { _id: 8 }, update: { x: 1 }, upsert: true, new: true })).toEqual([
      { n: 1, updatedExisting: false, upserted: 8 },
      { _id: 8, x: 1 },
    ]);
    expect(await last({ query: { _id: 8 }, remove: true })).toEqual([{ n: 1 }, { _id: 8, x: 1 }]);
    expect(await last({ query: { _id: 8 }, remove: true })).toEqual([{ n: 0 }, null]);
  });

  test('takes arrayFilters, pipelines, hint and let', async () => {
    const collection = await things({ _id: 1, a: [1, 5] });
    const after = { returnDocument: 'after' as const };
    expect(
      await collection.findOneAndUpdate({}, { $set: { 'a.$[x]': 0 } }, { ...after, arrayFilters: [{ x: { $gt: 3 } }] }),
    ).toEqual({ _id: 1, a: [1, 0] });
    const byLet = await collection.findOneAndUpdate({ $expr: { $eq: ['$_id', '$$id'] } }, [{ $set: { b: '$$b' } }], {
      ...after,
      let: { id: 1, b: 2 },
      hint: { _id: 1 },
    });
    expect(byLet).toEqual({ _id: 1, a: [1, 0], b: 2 });
    expect((await errorOf(collection.findOneAndDelete({}, { hint: { none: 1 } }))).code).toBe(2);
  });

  test('refuses contradictory options', async () => {
    const db = server.db();
    const codes = [];
    for (const spec of [{}, { remove: true, update: {} }, { remove: true, new: true }, { remove: true, upsert: true }])
      codes.push((await errorOf(db.command({ findAndModify: 'c', ...spec }))).code);
    expect(codes).toEqual([9, 9, 9, 9]);
  });

  test('reports a duplicate key as the command error', async () => {
    const collection = await docs();
    await collection.createIndex({ x: 1 }, { unique: true }, {});
    const error = await errorOf(collection.findOneAndUpdate({ _id: 1 }, { $set: { x: 22 } }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { x: 1 }, keyValue: { x: 22 } });
  });
});

describe('options of every write', () => {
  test.each([
    ['a string', 'why'],
    ['a number', 7],
    ['a document', { k: 1 }],
    ['an array', [1]],
    ['a boolean', true],
  ])('a comment that is %s', async (_name, any) => {
    const comment = any as Document;
    const collection = await things();
    await collection.insertOne({ _id: 1 }, { comment });
    await collection.updateOne({ _id: 1 }, { $set: { a: 1 } }, { comment });
    await collection.findOneAndUpdate({ _id: 1 }, { $set: { a: 2 } }, { comment });
    expect(await collection.findOne({ _id: 1 }, { comment })).toEqual({ _id: 1, a: 2 });
    expect(await collection.aggregate([{ $match: {} }], { comment }).toArray()).toEqual([{ _id: 1, a: 2 }]);
    expect(await collection.distinct('a', {}, { comment })).toEqual([2]);
    expect((await collection.deleteMany({}, { comment })).deletedCount).toBe(1);
  });

  test.each([1, 'majority'] as const)('write concern %s is acknowledged', async (w) => {
    const collection = await things();
    expect(await collection.insertOne({ _id: 1 }, { writeConcern: { w } })).toMatchObject({ acknowledged: true });
  });

  test('bypassDocumentValidation is taken everywhere', async () => {
    const db = server.db();
    await db.createCollection('v', { validator: { a: { $type: 'int' } } });
    const v = db.collection<Thing>('v');
    const bypassDocumentValidation = true;
    await v.insertOne({ _id: 1, a: 'x' }, { bypassDocumentValidation });
    await v.updateOne({ _id: 1 }, { $set: { a: 'y' } }, { bypassDocumentValidation });
    await v.findOneAndUpdate({ _id: 1 }, { $set: { a: 'z' } }, { bypassDocumentValidation });
    await v.bulkWrite([{ insertOne: { document: { _id: 2, a: 'x' } } }], { bypassDocumentValidation });
    await db.collection<Thing>('src').insertOne({ _id: 3, a: 'q' });
    await db
      .collection('src')
      .aggregate([{ $merge: 'v' }], { bypassDocumentValidation })
      .toArray();
    expect((await v.distinct('a')).sort()).toEqual(['q', 'x', 'z']);
    expect((await errorOf(v.insertOne({ _id: 4, a: 'x' }))).code).toBe(121);
    await expect(
      db
        .collection('src')
        .aggregate([{ $merge: 'v' }])
        .toArray(),
    ).rejects.toMatchObject({ code: 121 });
  });
});

describe('of the embedded server only', () => {
  const here = (name: string, run: () => Promise<void>): void =>
    test(name, async () => {
      if (server.isEmbedded) await run();
    });

  here('a write concern of two members is not satisfied, but the write is done', async () => {
    const collection = await things();
    const error = await errorOf(collection.insertOne({ _id: 1 }, { writeConcern: { w: 2 } }));
    expect(error.code).toBe(100);
    expect(await collection.countDocuments()).toBe(1);
  });

  here('a collation other than simple is refused by name', async () => {
    const collection = await things({ _id: 1 });
    const collation = { locale: 'fr' };
    for (const attempt of [
      collection.updateOne({}, { $set: { a: 1 } }, { collation }),
      collection.deleteOne({}, { collation }),
      collection.findOneAndDelete({}, { collation }),
      collection.aggregate([], { collation }).toArray(),
      collection.bulkWrite([{ deleteMany: { filter: {}, collation } }]),
    ])
      expect((await errorOf(attempt)).code).toBe(238);
    expect(
      (await collection.updateOne({}, { $set: { a: 1 } }, { collation: { locale: 'simple' } })).modifiedCount,
    ).toBe(1);
  });
});
