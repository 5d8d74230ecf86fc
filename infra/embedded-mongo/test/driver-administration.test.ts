import { describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { useServer } from './harness.js';
import { rejection } from './mongoose-connection.js';

const server = useServer();

async function rows(count: number): Promise<Collection> {
  const collection = server.db().collection('rows');
  await collection.insertMany(Array.from({ length: count }, (_, n) => ({ _id: n as never, n, even: n % 2 === 0 })));
  return collection;
}

describe('admin()', () => {
  test('tells of the server, its databases and its replica set', async () => {
    const admin = server.client.db().admin();
    await rows(1);
    expect(await admin.ping()).toMatchObject({ ok: 1 });
    expect(await admin.serverInfo()).toMatchObject({
      version: expect.any(String),
      maxBsonObjectSize: 16777216,
      bits: 64,
    });
    expect(await admin.buildInfo()).toMatchObject({ versionArray: expect.any(Array) });
    expect(await admin.serverStatus()).toMatchObject({
      host: expect.any(String),
      uptime: expect.any(Number),
      connections: { current: expect.any(Number) },
    });
    expect(await admin.replSetGetStatus()).toMatchObject({
      set: expect.any(String),
      myState: 1,
      members: [{ stateStr: 'PRIMARY' }],
    });
    const { databases, totalSize } = await admin.listDatabases();
    expect(databases[0]).toMatchObject({
      name: expect.any(String),
      sizeOnDisk: expect.any(Number),
      empty: expect.any(Boolean),
    });
    expect(totalSize).toBeGreaterThan(0);
    expect((await admin.listDatabases({ nameOnly: true, filter: { name: /^nothing$/ } })).databases).toEqual([]);
    expect(await admin.command({ currentOp: 1 })).toMatchObject({ inprog: expect.any(Array) });
    expect(await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).toMatchObject({
      featureCompatibilityVersion: { version: '8.0' },
    });
    expect(await rejection(admin.command({ noSuchCommand: 1 }))).toMatchObject({
      code: 59,
      codeName: 'CommandNotFound',
    });
  });

  test('validates a collection', async () => {
    const collection = await rows(3);
    await collection.createIndex({ n: 1 }, {}, {});
    await server.client.db(collection.dbName).admin().validateCollection('rows');
    expect(await rejection(server.client.db(collection.dbName).admin().validateCollection('nothing'))).toMatchObject({
      code: 26,
    });
    expect(await server.client.db(collection.dbName).command({ validate: 'rows' })).toMatchObject({
      nrecords: 3,
      nIndexes: 2,
      keysPerIndex: { _id_: 3, n_1: 3 },
      errors: [],
    });
  });

  test('reads the profiling level, and refuses to switch profiling on', async () => {
    const db = server.db();
    expect(await db.profilingLevel()).toBe('off');
    expect(await db.setProfilingLevel('off')).toBe('off');
    if (server.isEmbedded) expect(await rejection(db.setProfilingLevel('all'))).toMatchObject({ code: 238 });
  });
});

describe('collections', () => {
  test('tell their options, statistics and indexes', async () => {
    const collection = await rows(4);
    const db = server.client.db(collection.dbName);
    await collection.createIndex({ n: -1, even: 1 }, { unique: true }, {});
    expect(await collection.options()).toEqual({});
    expect(await collection.isCapped()).toBe(false);
    expect(await collection.indexExists(['_id_', 'n_-1_even_1'])).toBe(true);
    expect(await collection.indexExists('nothing')).toBe(false);
    expect(await collection.indexInformation()).toEqual({
      _id_: [['_id', 1]],
      'n_-1_even_1': [
        ['n', -1],
        ['even', 1],
      ],
    });
    expect(await collection.indexInformation({ full: true })).toMatchObject([{ name: '_id_' }, { unique: true }]);
    expect(await collection.indexes()).toHaveLength(2);
    expect(await db.command({ collStats: 'rows' })).toMatchObject({
      ns: collection.namespace,
      count: 4,
      nindexes: 2,
      capped: false,
    });
    const [stats] = await collection.aggregate([{ $collStats: { storageStats: {}, count: {} } }]).toArray();
    expect(stats).toMatchObject({ ns: collection.namespace, count: 4, storageStats: { count: 4 } });
    expect(await db.stats()).toMatchObject({ db: collection.dbName, collections: 1, objects: 4, indexes: 2 });
    expect(await db.command({ dataSize: collection.namespace })).toMatchObject({ numObjects: 4 });
    expect(await collection.estimatedDocumentCount()).toBe(4);
  });

  test('are renamed, dropped and listed', async () => {
    const collection = await rows(2);
    const db = server.client.db(collection.dbName);
    const renamed = await collection.rename('renamed');
    expect(await renamed.countDocuments()).toBe(2);
    await db.collection('other').insertOne({});
    expect(await rejection(renamed.rename('other'))).toMatchObject({ code: 48 });
    await renamed.rename('other', { dropTarget: true });
    expect(await rejection(db.collection('none').rename('more'))).toMatchObject({ code: 26 });
    const [info] = await db.listCollections().toArray();
    expect(info).toMatchObject({
      name: 'other',
      type: 'collection',
      options: {},
      info: { readOnly: false, uuid: expect.anything() },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    });
    expect(await db.listCollections({}, { nameOnly: true }).toArray()).toEqual([{ name: 'other', type: 'collection' }]);
    expect(await db.dropCollection('other')).toBe(true);
    expect(await db.collections()).toEqual([]);
    expect(await db.dropDatabase()).toBe(true);
  });

  test('answer commands with cursors', async () => {
    const collection = await rows(5);
    const db = server.client.db(collection.dbName);
    const cursor = db.runCursorCommand({ find: 'rows', sort: { n: 1 }, batchSize: 2 }).setBatchSize(2);
    expect((await cursor.toArray()).map(({ n }) => n as number)).toEqual([0, 1, 2, 3, 4]);
    const listed = await db.command({ listIndexes: 'rows', cursor: { batchSize: 0 } });
    expect(listed).toMatchObject({ cursor: { firstBatch: [], ns: collection.namespace } });
  });
});

describe('explain', () => {
  test('words the plan of every command it takes', async () => {
    const collection = await rows(10);
    const db = server.client.db(collection.dbName);
    await collection.createIndex({ n: 1 }, {}, {});
    const stage = async (command: Document, verbosity = 'executionStats'): Promise<Document> =>
      db.command({ explain: command, verbosity });
    const found = await stage({ find: 'rows', filter: { n: { $gt: 5 } } });
    expect(found).toMatchObject({ ok: 1, serverInfo: { version: expect.any(String) }, command: { find: 'rows' } });
    expect(found['executionStats']).toMatchObject({ nReturned: 4, totalKeysExamined: 4, totalDocsExamined: 4 });
    expect(
      (await stage({ find: 'rows', filter: {}, sort: { even: 1 }, limit: 3 }))['queryPlanner'].winningPlan,
    ).toMatchObject({ stage: 'SORT', sortPattern: { even: 1 } });
    expect((await stage({ find: 'rows', filter: {}, limit: 3 }))['executionStats']).toMatchObject({
      nReturned: 3,
      totalDocsExamined: 3,
    });
    expect((await stage({ count: 'rows', query: { n: 1 } }))['queryPlanner'].winningPlan.stage).toBe('COUNT');
    expect(
      (await stage({ update: 'rows', updates: [{ q: { n: 1 }, u: { $set: { x: 1 } } }] }))['queryPlanner'].winningPlan,
    ).toMatchObject({ stage: 'UPDATE', inputStage: { stage: 'FETCH' } });
    expect(
      (await stage({ delete: 'rows', deletes: [{ q: { n: 1 }, limit: 1 }] }))['queryPlanner'].winningPlan.stage,
    ).toBe('DELETE');
    expect(
      (await stage({ findAndModify: 'rows', query: { n: 1 }, remove: true }))['queryPlanner'].winningPlan.stage,
    ).toBe('DELETE');
    expect(await collection.countDocuments()).toBe(10);
    expect(await stage({ find: 'rows' }, 'queryPlanner')).not.toHaveProperty('executionStats');
    expect(await rejection(stage({ find: 'rows' }, 'nothing'))).toMatchObject({ name: 'MongoServerError' });
    expect(
      JSON.stringify(await db.command({ aggregate: 'rows', pipeline: [{ $match: { n: 3 } }], explain: true })),
    ).toContain('IXSCAN');
  });
});
