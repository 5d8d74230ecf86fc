import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { failure } from '../failure.js';
import { useServer } from '../harness.js';

const server = useServer();
let db: Db;
let items: Collection;

beforeEach(async () => {
  db = server.db();
  items = await db.createCollection('items');
});

const admin = (): Db => server.client.db('admin');
const names = async (): Promise<string[]> => (await items.indexes()).map(({ name }) => name ?? '');
const index = (key: Document, options: Document = {}): Promise<unknown> =>
  db.command({ createIndexes: 'items', indexes: [{ key, name: Object.entries(key).flat().join('_'), ...options }] });

describe('collections', () => {
  test('are made again without an error when they are the same, else 48', async () => {
    await db.command({ create: 'items' });
    expect(await failure(db.command({ create: 'items', capped: true, size: 4096 }))).toMatchObject({ code: 48 });
  });

  test('are listed with their options, filtered, or by name only', async () => {
    await db.createCollection('log', { capped: true, size: 4096, max: 3 });
    const [log] = await db.listCollections({ 'options.capped': true }).toArray();
    expect(log).toMatchObject({ name: 'log', type: 'collection', options: { capped: true, size: 4096, max: 3 } });
    expect(log).toHaveProperty('info.uuid');
    expect(log).toHaveProperty('idIndex.name', '_id_');
    const named = await db.listCollections({ name: /^i/ }, { nameOnly: true }).toArray();
    expect(named).toEqual([{ name: 'items', type: 'collection' }]);
  });

  test('are dropped, also when they are not there', async () => {
    await items.drop();
    expect(await db.listCollections().toArray()).toEqual([]);
    expect(await db.command({ drop: 'items' })).toMatchObject({ ok: 1 });
  });

  test('are renamed with their documents and indexes', async () => {
    await items.insertOne({ a: 1 });
    await index({ a: 1 }, { unique: true });
    await items.rename('others');
    const others = db.collection('others');
    expect(await others.find({ a: 1 }).hint('a_1').toArray()).toHaveLength(1);
    expect(await failure(others.insertOne({ a: 1 }))).toMatchObject({ code: 11000 });
    expect(await items.countDocuments()).toBe(0);
  });

  test('are renamed onto another only with dropTarget', async () => {
    await items.insertOne({ _id: 'new' as never });
    const target = await db.createCollection('target');
    await target.insertOne({ _id: 'old' as never });
    expect(await failure(items.rename('target'))).toMatchObject({ code: 48 });
    await items.rename('target', { dropTarget: true });
    expect(await target.find().toArray()).toEqual([{ _id: 'new' }]);
    expect(await failure(db.collection('nothing').rename('else'))).toMatchObject({ code: 26 });
  });

  test('that are capped keep the newest documents in their order', async () => {
    const log = await db.createCollection('log', { capped: true, size: 100_000, max: 3 });
    for (let i = 1; i <= 5; i++) await log.insertOne({ i });
    expect((await log.find().toArray()).map(({ i }) => i as number)).toEqual([3, 4, 5]);
    expect((await log.find().sort({ $natural: -1 }).toArray()).map(({ i }) => i as number)).toEqual([5, 4, 3]);
    expect(await log.isCapped()).toBe(true);
  });

  test.each([
    [{ capped: true }, 72],
    [{ nonsense: 1 }, 40415],
  ])('with %j are refused', async (options, code) => {
    expect(await failure(db.command({ create: 'wrong', ...options }))).toMatchObject({ code });
  });

  test.each(['', '.a', 'a.', 'a\0b'])('are not named %j', async (name) => {
    expect(await failure(db.command({ create: name }))).toMatchObject({ code: 73 });
  });
});

describe('databases', () => {
  test('are listed once they have a collection, and no longer when they are dropped', async () => {
    const filter = { name: db.databaseName };
    const listed = await admin().command({ listDatabases: 1, filter });
    expect(listed['databases']).toMatchObject([{ name: db.databaseName, empty: false }]);
    const named = await admin().command({ listDatabases: 1, filter, nameOnly: true });
    expect(named['databases']).toEqual([filter]);
    await db.dropDatabase();
    expect((await admin().command({ listDatabases: 1, filter }))['databases']).toEqual([]);
    expect(await failure(db.command({ listDatabases: 1 }))).toMatchObject({ code: 13 });
  });

  test('have statistics, as their collections have', async () => {
    await items.insertMany([{ a: 1 }, { a: 2 }]);
    await index({ a: 1 });
    expect(await db.command({ dbStats: 1 })).toMatchObject({ collections: 1, objects: 2, indexes: 2, ok: 1 });
    const stats = await db.command({ collStats: 'items' });
    expect(stats).toMatchObject({ ns: items.namespace, count: 2, nindexes: 2, capped: false });
    expect(stats['size']).toBeGreaterThan(0);
    const scaled = await db.command({ collStats: 'items', scale: 1024 });
    expect(scaled).toMatchObject({ scaleFactor: 1024, size: Math.floor((stats['size'] as number) / 1024) });
    expect(await db.command({ collStats: 'nothing' })).toMatchObject({ count: 0 });
    expect(await db.command({ validate: 'items' })).toMatchObject({ valid: true, nrecords: 2, nIndexes: 2 });
  });
});

describe('indexes', () => {
  test('are made with their collection, counted, and made again without an error', async () => {
    const made = await db.command({ createIndexes: 'fresh', indexes: [{ key: { a: 1 }, name: 'a_1' }] });
    expect(made).toMatchObject({ numIndexesBefore: 1, numIndexesAfter: 2, createdCollectionAutomatically: true });
    const again = await db.command({ createIndexes: 'fresh', indexes: [{ key: { a: 1 }, name: 'a_1' }] });
    expect(again).toMatchObject({ numIndexesBefore: 2, numIndexesAfter: 2, note: 'all indexes already exist' });
    expect(await db.collection('fresh').indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1' },
    ]);
  });

  test.each<[string, Document, Document, number]>([
    ['the same keys under another name', { a: 1 }, { name: 'other' }, 85],
    ['the same keys and name with another lifetime', { a: 1 }, { expireAfterSeconds: 9 }, 85],
    ['the same name for other keys', { b: 1 }, { name: 'a_1' }, 86],
    ['the same keys and name, but unique', { a: 1 }, { unique: true }, 86],
    ['the same keys and name, but sparse', { a: 1 }, { sparse: true }, 86],
    ['the same keys and name, but partial', { a: 1 }, { partialFilterExpression: { a: { $gt: 1 } } }, 86],
  ])('conflict: %s', async (_name, key, options, code) => {
    await index({ a: 1 });
    expect(await failure(index(key, options))).toMatchObject({ code });
    expect(await names()).toEqual(['_id_', 'a_1']);
  });

  test('of the same keys live together when their names, and unique, sparse or the filter differ', async () => {
    await index({ a: 1 });
    await index({ a: 1 }, { name: 'unique', unique: true });
    await index({ a: 1 }, { name: 'sparse', sparse: true });
    await index({ a: 1 }, { name: 'partial', partialFilterExpression: { a: { $gt: 1 } } });
    expect(await names()).toEqual(['_id_', 'a_1', 'unique', 'sparse', 'partial']);
  });

  test('none of a request is made when one of them cannot be', async () => {
    const wanted = [
      { key: { a: 1 }, name: 'a_1' },
      { key: { b: 1 }, name: 'a_1' },
    ];
    expect(await failure(db.command({ createIndexes: 'items', indexes: wanted }))).toMatchObject({ code: 86 });
    expect(await names()).toEqual(['_id_']);
    await items.insertMany([{ a: 1 }, { a: 1 }]);
    const duplicate = [
      { key: { b: 1 }, name: 'b_1' },
      { key: { a: 1 }, name: 'a_1', unique: true },
    ];
    expect(await failure(db.command({ createIndexes: 'items', indexes: duplicate }))).toMatchObject({ code: 11000 });
    expect(await names()).toEqual(['_id_']);
    await items.insertOne({ a: 1 });
  });

  test.each<[Document, Document, number]>([
    [{}, {}, 67],
    [{ a: 0 }, {}, 67],
    [{ a: 'fancy' }, {}, 67],
    [{ a: 1 }, { nonsense: true }, 197],
    [{ a: 1 }, { expireAfterSeconds: -1 }, 67],
    [{ a: 1, b: 1 }, { expireAfterSeconds: 1 }, 67],
    [{ a: 1 }, { sparse: true, partialFilterExpression: { a: 1 } }, 67],
    [{ a: 1 }, { partialFilterExpression: { a: { $ne: 1 } } }, 67],
  ])('%j with %j are refused', async (key, options, code) => {
    expect(await failure(index(key, { name: 'wrong', ...options }))).toMatchObject({ code });
    expect(await names()).toEqual(['_id_']);
  });

  test('are dropped by name, by keys, several at once, or all but that of _id', async () => {
    const drop = (which: unknown): Promise<Document> => db.command({ dropIndexes: 'items', index: which });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await index({ [name]: 1 });
    expect(await drop('a_1')).toMatchObject({ nIndexesWas: 7 });
    await drop({ b: 1 });
    await drop(['c_1', 'd_1']);
    expect(await names()).toEqual(['_id_', 'e_1', 'f_1']);
    expect(await failure(drop(['e_1', 'nothing']))).toMatchObject({ code: 27 });
    expect(await failure(drop('_id_'))).toMatchObject({ code: 72 });
    expect(await failure(drop({ nothing: 1 }))).toMatchObject({ code: 27 });
    expect(await names()).toEqual(['_id_', 'e_1', 'f_1']);
    await drop('*');
    expect(await names()).toEqual(['_id_']);
    expect(await failure(db.command({ dropIndexes: 'nothing', index: '*' }))).toMatchObject({ code: 26 });
    expect(await failure(db.command({ listIndexes: 'nothing' }))).toMatchObject({ code: 26 });
  });

  test('that are unique take each key once, missing fields as null', async () => {
    await index({ a: 1 }, { unique: true });
    await items.insertMany([{ a: 1 }, { b: 1 }]);
    const error = await failure(items.insertOne({ a: 1 }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { a: 1 }, keyValue: { a: 1 } });
    expect(await failure(items.insertOne({ b: 2 }))).toMatchObject({ code: 11000 });
  });

  test('that are unique and sparse or partial leave out the others', async () => {
    await index({ a: 1 }, { unique: true, sparse: true });
    await index({ b: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await items.insertMany([{ c: 1 }, { c: 2 }, { a: 1, b: 7 }, { a: 2, b: 7, open: true }]);
    expect(await failure(items.insertOne({ a: 1 }))).toMatchObject({ code: 11000 });
    expect(await failure(items.insertOne({ b: 7, open: true }))).toMatchObject({ code: 11000 });
    await items.insertOne({ b: 7, open: false });
  });

  test('are hidden and shown, and their lifetime changed, by collMod', async () => {
    await index({ at: 1 }, { expireAfterSeconds: 10 });
    const change = (options: Document): Promise<Document> =>
      db.command({ collMod: 'items', index: { name: 'at_1', ...options } });
    const answer = await change({ expireAfterSeconds: 20 });
    expect(answer).toMatchObject({ expireAfterSeconds_old: 10, expireAfterSeconds_new: 20 });
    await change({ hidden: true });
    expect(await failure(items.find().hint('at_1').toArray())).toMatchObject({ code: 2 });
    await change({ hidden: false });
    expect(await items.find().hint('at_1').toArray()).toEqual([]);
    expect(await failure(db.command({ collMod: 'items', index: { name: 'nothing', hidden: true } }))).toMatchObject({
      code: 27,
    });
  });

  test('the drop of its collection ends a build', async () => {
    await items.insertMany(Array.from({ length: 3_000 }, (_, a) => ({ a })));
    const building = index({ a: 1 }).catch((error: unknown) => error);
    await db.dropCollection('items');
    await building;
    expect(await db.listCollections({ name: 'items' }).toArray()).toHaveLength(
      (await items.countDocuments()) > 0 ? 1 : 0,
    );
  });
});

describe('validators', () => {
  test('are set by create and changed by collMod', async () => {
    const strict = await db.createCollection('strict', { validator: { n: { $gte: 0 } } });
    expect(await failure(strict.insertOne({ n: -1 }))).toMatchObject({ code: 121 });
    await strict.insertOne({ n: -1 }, { bypassDocumentValidation: true });
    await db.command({ collMod: 'strict', validator: { n: { $lt: 0 } } });
    await strict.insertOne({ n: -1 });
    expect(await failure(strict.insertOne({ n: 1 }))).toMatchObject({ code: 121 });
    expect(await failure(db.command({ collMod: 'strict', validator: { $nonsense: 1 } }))).toHaveProperty('code');
    await strict.insertOne({ n: -2 });
  });
});
