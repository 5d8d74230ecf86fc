import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { rejection, useMongoose } from './mongoose-connection.js';

const { Schema } = mongoose;
const db = useMongoose();

describe('transactions', () => {
  test('of the guide: create, find, save, aggregate and populate within a session', async () => {
    const Customer = db.model('Customer', { name: String });
    await Customer.createCollection();
    const session = await db.connection.startSession();
    session.startTransaction();
    await Customer.create([{ name: 'Test' }], { session });
    expect(await Customer.findOne({ name: 'Test' })).toBeNull();
    const doc = await Customer.findOne({ name: 'Test' }).session(session).orFail();
    expect(doc.$session()).toBe(session);
    doc['name'] = 'Changed';
    await doc.save();
    expect(await Customer.aggregate([{ $match: { name: 'Changed' } }, { $count: 'n' }]).session(session)).toEqual([
      { n: 1 },
    ]);
    expect(await Customer.countDocuments({ name: 'Changed' }).session(session)).toBe(1);
    expect(await Customer.distinct('name').session(session)).toEqual(['Changed']);
    await session.commitTransaction();
    await session.endSession();
    expect(await Customer.findOne({ name: 'Changed' })).not.toBeNull();
  });

  test('that abort leave nothing, and reset documents made in transaction()', async () => {
    const Kept = db.model('Kept', { n: Number, list: [Number] });
    await Kept.createCollection();
    const existing = await Kept.create({ n: 1, list: [1] });
    const fresh = new Kept({ n: 5 });
    const error = await rejection(
      db.connection.transaction(async (session) => {
        await fresh.save({ session });
        existing['n'] = 2;
        existing['list'].push(2);
        await existing.save({ session });
        throw new Error('no');
      }),
    );
    expect(error.message).toBe('no');
    expect(fresh.isNew).toBe(true);
    expect(existing.isModified('n')).toBe(true);
    expect(await Kept.find().lean()).toMatchObject([{ n: 1, list: [1] }]);
    await fresh.save();
    await existing.save();
    expect(await Kept.countDocuments({ n: { $in: [2, 5] } })).toBe(2);
  });

  test('are run again by transaction() after a transient error', async () => {
    const Again = db.model('Again', { n: Number });
    await Again.createCollection();
    const doc = new Again({ n: 1 });
    let attempts = 0;
    await db.connection.transaction(async (session) => {
      await doc.save({ session });
      if (++attempts === 1)
        throw new mongoose.mongo.MongoServerError({ message: 'again', errorLabels: ['TransientTransactionError'] });
    });
    expect(attempts).toBe(2);
    expect(await Again.countDocuments()).toBe(1);
    expect(doc.isNew).toBe(false);
  });

  test('in conflict: the second writer gets 112 with TransientTransactionError, withTransaction runs it again', async () => {
    const Stock = db.model('Stock', { n: Number });
    const { _id } = await Stock.create({ n: 10 });
    const [a, b] = [await db.connection.startSession(), await db.connection.startSession()];
    a.startTransaction();
    b.startTransaction();
    await Stock.updateOne({ _id }, { $inc: { n: -1 } }, { session: a });
    const error = await rejection(Stock.updateOne({ _id }, { $inc: { n: -1 } }, { session: b }));
    expect(error).toMatchObject({ code: 112, codeName: 'WriteConflict' });
    expect((error as unknown as mongoose.mongo.MongoServerError).hasErrorLabel('TransientTransactionError')).toBe(true);
    await a.commitTransaction();
    await b.abortTransaction();
    await b.withTransaction(async () => {
      await Stock.updateOne({ _id }, { $inc: { n: -1 } }, { session: b });
    });
    await Promise.all([a.endSession(), b.endSession()]);
    expect((await Stock.findById(_id))?.['n']).toBe(8);
  });

  test('write through bulkWrite, insertMany, findOneAndUpdate, deletes and a new collection', async () => {
    const Parts = db.model('Parts', { _id: Number, n: Number });
    await Parts.createCollection();
    await Parts.create({ _id: 1, n: 1 });
    await db.connection.transaction(async (session) => {
      await Parts.insertMany(
        [
          { _id: 2, n: 2 },
          { _id: 3, n: 3 },
        ],
        { session },
      );
      await Parts.bulkWrite(
        [{ updateOne: { filter: { _id: 2 }, update: { n: 20 } } }, { deleteOne: { filter: { _id: 3 } } }] as never,
        { session },
      );
      expect(
        (await Parts.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { session, returnDocument: 'after' }))?.['n'],
      ).toBe(2);
      await Parts.replaceOne({ _id: 1 }, { n: 100 }, { session });
      await db.connection.collection('made_inside').insertOne({ a: 1 }, { session });
      expect(await Parts.find({}, null, { session }).sort('_id').lean()).toMatchObject([{ n: 100 }, { n: 20 }]);
      expect((await Parts.deleteMany({ n: 20 }, { session })).deletedCount).toBe(1);
    });
    expect(await Parts.find().lean()).toMatchObject([{ _id: 1, n: 100 }]);
    expect(await db.connection.collection('made_inside').countDocuments()).toBe(1);
  });

  test('a duplicate key ends one', async () => {
    const Dup = db.model('DupInside', { email: { type: String, unique: true } });
    await Dup.init();
    await Dup.create({ email: 'a' });
    const session = await db.connection.startSession();
    session.startTransaction();
    await Dup.create([{ email: 'b' }], { session });
    expect(await rejection(Dup.create([{ email: 'a' }], { session }))).toMatchObject({
      code: 11000,
      keyValue: { email: 'a' },
    });
    expect(await rejection(Dup.find().session(session))).toMatchObject({ code: 251 });
    await session.abortTransaction();
    await session.endSession();
    expect(await Dup.countDocuments()).toBe(1);
  });

  test('sessions are passed on by asyncLocalStorage, and withSession ends what it starts', async () => {
    const m = new mongoose.Mongoose({ transactionAsyncLocalStorage: true });
    const connection = await m.createConnection(db.server.uri, { dbName: db.connection.name }).asPromise();
    const Local = connection.model('LocalStored', new Schema({ n: Number }));
    await Local.createCollection();
    const error = await rejection(
      connection.transaction(async () => {
        await Local.create({ n: 1 });
        expect(await Local.countDocuments()).toBe(1);
        throw new Error('back');
      }),
    );
    expect(error.message).toBe('back');
    expect(await Local.countDocuments()).toBe(0);
    let ended: { hasEnded: boolean } | undefined;
    await connection.withSession(async (session) => {
      ended = session;
      await Local.create([{ n: 2 }], { session });
    });
    expect(ended?.hasEnded).toBe(true);
    await connection.close();
  });
});
