import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Collection, Long, MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../dist/index.js';
import { DEFAULT_LIMITS } from '../../dist/limits.js';
import { createCursors } from '../../dist/read/cursors.js';
import { maintain } from '../../dist/server/maintenance.js';
import { createSessions } from '../../dist/sessions/sessions.js';
import { createTransactions } from '../../dist/sessions/transactions.js';
import { openEnvironment } from '../../dist/storage/kv.js';
import { openStore } from '../../dist/storage/store.js';
import { failure } from '../failure.js';
import { connectRaw, newSession } from '../raw.js';

/** Tests of our own server and its inside: what a stop and a start keep, and what maintenance removes. */

let dir: string;
let server: EmbeddedMongo;
let client: MongoClient;
let items: Collection<{ _id: number | string; [name: string]: unknown }>;

async function start(): Promise<void> {
  server = await startEmbeddedMongo({ dir });
  client = await MongoClient.connect(server.uri);
  items = client.db('test').collection('items');
}

async function stop(): Promise<void> {
  await client.close();
  await server.stop();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'embedded-mongo-test-'));
  await start();
});

afterEach(async () => {
  await stop();
  await rm(dir, { recursive: true });
});

describe('a restart keeps', () => {
  test('the answers of retryable writes', async () => {
    const retried = {
      findAndModify: 'items',
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      new: true,
      upsert: true,
      lsid: newSession(),
      txnNumber: Long.fromNumber(3),
    };
    const before = await connectRaw(server.uri);
    expect(await before.run(retried, 'test')).toMatchObject({ ok: 1, value: { _id: 1, n: 1 } });
    before.close();
    await restart();
    const after = await connectRaw(server.uri);
    expect(await after.run(retried, 'test')).toMatchObject({ ok: 1, value: { _id: 1, n: 1 } });
    const older = { ...retried, txnNumber: Long.fromNumber(2) };
    expect(await after.run(older, 'test')).toMatchObject({ ok: 0, code: 225 });
    after.close();
    expect(await items.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
  });

  test('that a transaction was committed, and nothing of one that was not', async () => {
    const fields = { lsid: newSession(), txnNumber: Long.fromNumber(1), autocommit: false };
    const other = { ...fields, lsid: newSession() };
    const before = await connectRaw(server.uri);
    await before.run({ insert: 'items', documents: [{ _id: 1 }], ...fields, startTransaction: true }, 'test');
    await before.run({ insert: 'items', documents: [{ _id: 2 }], ...other, startTransaction: true }, 'test');
    expect(await before.run({ commitTransaction: 1, ...fields })).toMatchObject({ ok: 1 });
    before.close();
    await restart();
    const after = await connectRaw(server.uri);
    expect(await after.run({ commitTransaction: 1, ...fields })).toMatchObject({ ok: 1 });
    expect(await after.run({ commitTransaction: 1, ...other })).toMatchObject({ ok: 0, code: 251 });
    after.close();
    expect(await items.find().toArray()).toEqual([{ _id: 1 }]);
  });

  test('that an index holds arrays, also when the first array came with a transaction that was aborted', async () => {
    await items.createIndex({ a: 1, b: 1 }, {}, {});
    await client.withSession(async (session) => {
      session.startTransaction();
      await items.insertOne({ _id: 1, a: [1, 5], b: 1 }, { session });
      await session.abortTransaction();
    });
    await items.insertOne({ _id: 2, a: [1, 5], b: 1 });
    await restart();
    // The bounds are met by different elements, which an index that knows of no arrays would not look for.
    const between = items.find({ a: { $gt: 2, $lt: 4 } }).hint('a_1_b_1');
    expect(await between.toArray()).toEqual([{ _id: 2, a: [1, 5], b: 1 }]);
  });

  test('ids of collections apart, whichever transaction took them and was committed late', async () => {
    const db = client.db('test');
    await client.withSession(async (session) => {
      session.startTransaction();
      await db.collection('first').insertOne({ n: 1 }, { session });
      for (const name of ['second', 'third']) await db.collection(name).insertOne({ n: 2 });
      await session.commitTransaction();
    });
    await restart();
    await client.db('test').collection('fourth').insertOne({ n: 4 });
    for (const [name, n] of Object.entries({ first: 1, second: 2, third: 2, fourth: 4 })) {
      const docs = await client
        .db('test')
        .collection(name)
        .find({}, { projection: { _id: 0 } })
        .toArray();
      expect(docs).toEqual([{ n }]);
    }
  });

  test('collections, options, indexes and the place of change streams', async () => {
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 60 }, {});
    await client.db('test').createCollection('log', { capped: true, size: 4096, max: 2 });
    const stream = items.watch([], { maxAwaitTimeMS: 1 });
    await stream.tryNext();
    await items.insertMany([{ _id: 1 }, { _id: 2 }]);
    const { _id: resumeAfter } = await stream.next();
    await stream.close();
    await restart();
    expect(await items.indexes()).toMatchObject([{ name: '_id_' }, { name: 'at_1', expireAfterSeconds: 60 }]);
    const log = client.db('test').collection('log');
    await log.insertMany([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await log.countDocuments()).toBe(2);
    const resumed = items.watch([], { resumeAfter });
    expect(await resumed.next()).toMatchObject({ documentKey: { _id: 2 } });
    await resumed.close();
  });
});

/** One round of maintenance at that moment, while no server has the directory. */
async function maintainAt(now: number): Promise<void> {
  await stop();
  const store = openStore(openEnvironment(join(dir, 'data.lmdb'), { temporary: false }));
  const transactions = createTransactions(store, DEFAULT_LIMITS);
  const cursors = createCursors();
  await maintain({ store, transactions, cursors, sessions: createSessions(store, transactions, cursors) }, now);
  await store.close();
  await start();
}

describe('maintenance', () => {
  const at = (second: number): Date => new Date(1_700_000_000_000 + second * 1_000);

  test('removes what a TTL index says: dates alone, of several the earliest', async () => {
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 10 }, {});
    await items.insertMany([
      { _id: 'old', at: at(0) },
      { _id: 'new', at: at(100) },
      { _id: 'mixed', at: [at(100), at(1)] },
      { _id: 'number', at: 5 },
      { _id: 'none' },
    ]);
    await maintainAt(at(20).getTime());
    expect((await items.distinct('_id')).sort()).toEqual(['new', 'none', 'number']);
    await maintainAt(at(109).getTime());
    expect(await items.countDocuments()).toBe(3);
    await maintainAt(at(111).getTime());
    expect((await items.distinct('_id')).sort()).toEqual(['none', 'number']);
  });

  test('leaves alone what a partial TTL index does not hold', async () => {
    const partialFilterExpression = { done: true };
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 10, partialFilterExpression }, {});
    await items.insertMany(Array.from({ length: 600 }, (_, i) => ({ _id: i, at: at(0), done: i === 599 })));
    await maintainAt(at(100).getTime());
    expect(await items.countDocuments()).toBe(599);
    expect(await items.countDocuments({ done: true })).toBe(0);
  });

  test('forgets the answers of sessions that were not used for half an hour', async () => {
    const insert = { insert: 'items', documents: [{ _id: 1 }], lsid: newSession(), txnNumber: Long.fromNumber(1) };
    const before = await connectRaw(server.uri);
    await before.run(insert, 'test');
    before.close();
    await maintainAt(Date.now() + 31 * 60_000);
    const after = await connectRaw(server.uri);
    expect(await after.run(insert, 'test')).toMatchObject({ ok: 1, n: 0, writeErrors: [{ code: 11000 }] });
    after.close();
  });
});

describe('a directory', () => {
  test('is for one server at a time', async () => {
    await expect(startEmbeddedMongo({ dir })).rejects.toThrow('in use');
    expect(await failure(items.updateOne({}, { $nonsense: 1 }))).toBeDefined();
  });
});
