import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { rejection, useMongoose } from './mongoose-connection.js';

const { Schema } = mongoose;
const db = useMongoose();
const indexes = async (name: string): Promise<unknown[]> => db.connection.collection(name).listIndexes().toArray();

describe('indexes', () => {
  test('of every kind are built by init() and listed as they were asked for', async () => {
    const schema = new Schema({
      email: { type: String, unique: true },
      nick: { type: String, index: { unique: true, sparse: true } },
      at: { type: Date, expires: 60 },
      a: Number,
      b: { type: Number, index: -1 },
      hidden: String,
      part: String,
    });
    schema.index({ a: 1, b: -1 }, { name: 'a and b' });
    schema.index({ part: 1 }, { partialFilterExpression: { a: { $gt: 5 } }, unique: true });
    schema.index({ hidden: 1 }, { hidden: true });
    const Indexed = db.model('Indexed', schema);
    await Indexed.init();
    expect(await indexes('indexeds')).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { email: 1 }, name: 'email_1', unique: true },
      { v: 2, key: { nick: 1 }, name: 'nick_1', unique: true, sparse: true },
      { v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 },
      { v: 2, key: { b: -1 }, name: 'b_-1' },
      { v: 2, key: { a: 1, b: -1 }, name: 'a and b' },
      {
        v: 2,
        key: { part: 1 },
        name: 'part_1',

        unique: true,
        partialFilterExpression: { a: { $gt: 5 } },
      },
      { v: 2, key: { hidden: 1 }, name: 'hidden_1', hidden: true },
    ]);
    expect(await Indexed.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    await Indexed.create([
      { email: 'a', part: 'p', a: 1 },
      { email: 'b', part: 'p', a: 2 },
      { email: 'c', part: 'p', a: 9 },
    ]);
    expect(await rejection(Indexed.create({ email: 'd', part: 'p', a: 10 }))).toMatchObject({
      code: 11000,
      keyPattern: { part: 1 },
    });
    expect(await rejection(Indexed.create({ email: 'a' }))).toMatchObject({ code: 11000, keyValue: { email: 'a' } });
  });

  test('are synced: what the schema lacks goes, what it names comes', async () => {
    const Synced = db.model(
      'Synced',
      new Schema({ a: { type: Number, index: true }, b: Number }, { autoIndex: false }),
    );
    await Synced.createCollection();
    await Synced.collection.createIndex({ b: 1 }, {}, {});
    await Synced.collection.createIndex({ a: 1 }, { unique: true }, {});
    expect(await Synced.diffIndexes()).toEqual({ toDrop: ['b_1', 'a_1'], toCreate: [{ a: 1 }] });
    expect((await Synced.syncIndexes()).sort()).toEqual(['a_1', 'b_1']);
    expect((await Synced.listIndexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1']);
    await Synced.collection.createIndex({ b: 1 }, {}, {});
    expect(await Synced.cleanIndexes({ hideIndexes: true })).toEqual(['b_1']);
    expect(await indexes('synceds')).toContainEqual({ v: 2, key: { b: 1 }, name: 'b_1', hidden: true });
    expect(await db.connection.syncIndexes({ continueOnError: true })).toHaveProperty('Synced');
    await Synced.ensureIndexes();
    await Synced.createIndexes();
  });

  test('of one name or one key with other options are refused', async () => {
    const c = await db.connection.createCollection('conflicts');
    await c.createIndex({ a: 1 }, {}, {});
    expect(await c.createIndex({ a: 1 }, {}, {})).toBe('a_1');
    expect(await rejection(c.createIndex({ a: 1 }, { name: 'other' }, {}))).toMatchObject({
      code: 85,
      codeName: 'IndexOptionsConflict',
    });
    expect(await rejection(c.createIndex({ a: 1 }, { unique: true }, {}))).toMatchObject({
      code: 86,
      codeName: 'IndexKeySpecsConflict',
    });
    expect(await rejection(c.createIndex({ b: 1 }, { name: 'a_1' }, {}))).toMatchObject({ code: 86 });
    expect(await rejection(c.createIndex({ a: 1 }, { expireAfterSeconds: 10 }, {}))).toMatchObject({ code: 85 });
    expect(await rejection(c.createIndex({ a: 0 }, {}, {}))).toMatchObject({ code: 67 });
    expect(await rejection(c.dropIndex('nothing'))).toMatchObject({ code: 27, codeName: 'IndexNotFound' });
    expect(await rejection(c.dropIndex('_id_'))).toMatchObject({ code: 72 });
  });

  test('that the data breaks are not built, and init() says so', async () => {
    await db.connection.collection('broken').insertMany([{ a: 1 }, { a: 1 }]);
    const Broken = db.model('Broken', new Schema({ a: { type: Number, unique: true } }, { collection: 'broken' }));
    expect(await rejection(Broken.init())).toMatchObject({ code: 11000 });
    expect(await indexes('broken')).toHaveLength(1);
  });

  test('of a model without a collection cannot be listed', async () => {
    const None = db.model('NoCollection', new Schema({ a: Number }, { autoCreate: false, autoIndex: false }));
    expect(await rejection(None.listIndexes())).toMatchObject({ code: 26, codeName: 'NamespaceNotFound' });
    expect(await None.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  });

  test('of text and geo are refused by name, and so is a collation', async () => {
    if (!db.server.isEmbedded) return;
    const c = db.connection.collection('refused');
    expect(await rejection(c.createIndex({ a: 'text' }, {}, {}))).toMatchObject({ code: 238 });
    expect(await rejection(c.createIndex({ a: '2dsphere' }, {}, {}))).toMatchObject({ code: 238 });
    expect(await rejection(c.createIndex({ a: 1 }, { collation: { locale: 'en' } }, {}))).toMatchObject({ code: 238 });
  });
});
