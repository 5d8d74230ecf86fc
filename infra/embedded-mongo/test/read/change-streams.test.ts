import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type ChangeStream,
  type ChangeStreamDocument,
  type ChangeStreamOptions,
  type Collection,
  type Db,
  type Document,
  MongoClient,
  Timestamp,
} from 'mongodb';
import { startEmbeddedMongo } from '../../dist/index.js';
import { failure } from '../failure.js';
import { useServer } from '../harness.js';

interface Item {
  _id: number;
  n?: number;
  list?: number[];
  deep?: { a?: number; b?: number };
}

const server = useServer();
let db: Db;
let items: Collection<Item>;
let streams: ChangeStream[] = [];

beforeEach(async () => {
  db = server.db();
  items = await db.createCollection<Item>('items');
});

afterEach(async () => {
  for (const stream of streams) await stream.close();
  streams = [];
});

type Watched = Pick<Collection, 'watch'> | Db | MongoClient;

/** An open stream: what happens after this is seen. */
async function watch(on: Watched, pipeline: Document[] = [], options: ChangeStreamOptions = {}): Promise<ChangeStream> {
  const stream = (on as Db).watch(pipeline, { maxAwaitTimeMS: 50, ...options });
  streams.push(stream);
  await stream.tryNext();
  return stream;
}

async function take(stream: ChangeStream, count: number): Promise<Document[]> {
  const events: Document[] = [];
  while (events.length < count) events.push(await stream.next());
  return events;
}

const kinds = (events: readonly Document[]): unknown[] => events.map((event) => event['operationType']);

describe('events', () => {
  test('an insert, an update, a replacement and a delete are told with their documents', async () => {
    const stream = await watch(items);
    await items.insertOne({ _id: 1, n: 1, list: [1, 2, 3], deep: { a: 1, b: 2 } });
    await items.updateOne({ _id: 1 }, { $set: { n: 2, 'deep.a': 5 }, $unset: { 'deep.b': '' } });
    await items.replaceOne({ _id: 1 }, { n: 3 });
    await items.deleteOne({ _id: 1 });
    const events = await take(stream, 4);
    const ns = { db: db.databaseName, coll: 'items' };
    expect(events).toMatchObject([
      { operationType: 'insert', ns, documentKey: { _id: 1 }, fullDocument: { _id: 1, n: 1 } },
      {
        operationType: 'update',
        ns,
        documentKey: { _id: 1 },
        updateDescription: { updatedFields: { n: 2, 'deep.a': 5 }, removedFields: ['deep.b'], truncatedArrays: [] },
      },
      { operationType: 'replace', ns, documentKey: { _id: 1 }, fullDocument: { _id: 1, n: 3 } },
      { operationType: 'delete', ns, documentKey: { _id: 1 } },
    ]);
    for (const event of events) {
      expect(event['clusterTime']).toBeInstanceOf(Timestamp);
      expect(event['wallTime']).toBeInstanceOf(Date);
      expect(event['_id']).toHaveProperty('_data');
      expect(event).not.toHaveProperty('lsid');
    }
    expect(events[1]).not.toHaveProperty('fullDocument');
  });

  test('an update that changes nothing is not told', async () => {
    await items.insertOne({ _id: 1, n: 1 });
    const stream = await watch(items);
    await items.updateOne({ _id: 1 }, { $set: { n: 1 } });
    await items.insertOne({ _id: 2 });
    expect(await take(stream, 1)).toMatchObject([{ operationType: 'insert' }]);
  });

  test('updateLookup adds the document as it is now, null when it is gone', async () => {
    await items.insertMany([{ _id: 1 }, { _id: 2 }]);
    const stream = await watch(items, [], { fullDocument: 'updateLookup' });
    await items.updateMany({}, { $set: { n: 1 } });
    await items.updateOne({ _id: 1 }, { $set: { n: 2 } });
    await items.deleteOne({ _id: 2 });
    const [first, second] = await take(stream, 2);
    expect(first?.['fullDocument']).toEqual({ _id: 1, n: 2 });
    expect(second?.['fullDocument']).toBeNull();
  });

  test('the writes of a transaction are told together, with its session and number, after the commit', async () => {
    const stream = await watch(items);
    await server.client.withSession(async (session) => {
      session.startTransaction();
      await items.insertOne({ _id: 1 }, { session });
      await items.updateOne({ _id: 1 }, { $set: { n: 1 } }, { session });
      await items.insertOne({ _id: 9 });
      await session.commitTransaction();
    });
    const [outside, ...inside] = await take(stream, 3);
    expect(outside).toMatchObject({ documentKey: { _id: 9 } });
    expect(kinds(inside)).toEqual(['insert', 'update']);
    expect(inside[0]?.['lsid']).toBeDefined();
    expect(inside[0]?.['txnNumber']).toEqual(inside[1]?.['txnNumber']);
  });

  test('nothing of an aborted transaction is told', async () => {
    const stream = await watch(items);
    await server.client.withSession(async (session) => {
      session.startTransaction();
      await items.insertOne({ _id: 1 }, { session });
      await session.abortTransaction();
    });
    await items.insertOne({ _id: 2 });
    expect(await take(stream, 1)).toMatchObject([{ documentKey: { _id: 2 } }]);
  });
});

describe('what a stream sees', () => {
  test('of a collection: only its own', async () => {
    const stream = await watch(items);
    await db.collection('others').insertOne({});
    await items.insertOne({ _id: 1 });
    expect(await take(stream, 1)).toMatchObject([{ ns: { coll: 'items' } }]);
  });

  test('of a database: all of its collections, also new ones, but no other database', async () => {
    const stream = await watch(db);
    await server.db().collection('foreign').insertOne({});
    await db.collection('others').insertOne({});
    await items.insertOne({ _id: 1 });
    expect((await take(stream, 2)).map((event) => event['ns'].coll)).toEqual(['others', 'items']);
  });

  test('of the whole server: all databases', async () => {
    const other = server.db();
    const names = [db.databaseName, other.databaseName];
    const stream = await watch(server.client, [{ $match: { 'ns.db': { $in: names } } }]);
    await items.insertOne({ _id: 1 });
    await other.collection('foreign').insertOne({});
    expect((await take(stream, 2)).map((event) => event['ns'].db)).toEqual(names);
  });

  test('through a pipeline', async () => {
    const stream = await watch(items, [
      { $match: { operationType: 'insert', 'fullDocument.n': { $gt: 1 } } },
      { $addFields: { twice: { $multiply: ['$fullDocument.n', 2] } } },
      { $project: { fullDocument: 0 } },
    ]);
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    const [event] = await take(stream, 1);
    expect(event).toMatchObject({ twice: 4, documentKey: { _id: 2 } });
    expect(event).not.toHaveProperty('fullDocument');
  });

  test('a pipeline that takes the token away is error 280, and one with another stage is refused', async () => {
    const stream = await watch(items, [{ $project: { _id: 0 } }]);
    await items.insertOne({ _id: 1 });
    await expect(stream.next()).rejects.toThrow();
    const grouped = items.watch([{ $group: { _id: null } }]);
    streams.push(grouped);
    expect(await failure(grouped.tryNext())).toMatchObject({ code: 20 });
  });
});

describe('ends', () => {
  test('a drop is told, then the stream of the collection is invalidated and closed', async () => {
    const stream = await watch(items);
    await items.drop();
    expect(kinds(await take(stream, 2))).toEqual(['drop', 'invalidate']);
    await expect(stream.next()).rejects.toThrow();
  });

  test('a rename too, with the new name', async () => {
    const stream = await watch(items);
    await items.rename('renamed');
    const events = await take(stream, 2);
    expect(events[0]).toMatchObject({ operationType: 'rename', to: { db: db.databaseName, coll: 'renamed' } });
    expect(events[1]).toMatchObject({ operationType: 'invalidate' });
  });

  test('a dropped database ends the streams of its collections and its own', async () => {
    const [ofCollection, ofDatabase] = [await watch(items), await watch(db)];
    await db.dropDatabase();
    expect(kinds(await take(ofCollection, 2))).toEqual(['drop', 'invalidate']);
    expect(kinds(await take(ofDatabase, 3))).toEqual(['drop', 'dropDatabase', 'invalidate']);
  });

  test('a drop does not end the stream of the database', async () => {
    const stream = await watch(db);
    await items.drop();
    await db.collection('others').insertOne({});
    expect(kinds(await take(stream, 2))).toEqual(['drop', 'insert']);
  });

  test('after an invalidation only startAfter goes on', async () => {
    const stream = await watch(items);
    await items.drop();
    const [, invalidated] = await take(stream, 2);
    const token = invalidated?.['_id'];
    const resumed = items.watch([], { resumeAfter: token });
    streams.push(resumed);
    expect(await failure(resumed.tryNext())).toMatchObject({ code: 260 });
    const again = await watch(items, [], { startAfter: token });
    await items.insertOne({ _id: 5 });
    expect(await take(again, 1)).toMatchObject([{ operationType: 'insert', documentKey: { _id: 5 } }]);
  });
});

describe('where a stream begins', () => {
  async function three(): Promise<Document[]> {
    const stream = await watch(items);
    await items.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    return take(stream, 3);
  }
  const ids = (events: readonly Document[]): unknown[] => events.map((event) => event['documentKey']._id);

  test('resumeAfter and startAfter go on after the event of the token', async () => {
    const [first] = (await three()) as [ChangeStreamDocument];
    for (const position of [{ resumeAfter: first._id }, { startAfter: first._id }]) {
      const stream = items.watch([], position);
      streams.push(stream);
      expect(ids(await take(stream as never, 2))).toEqual([2, 3]);
    }
  });

  test('startAtOperationTime begins with the event of that time', async () => {
    const [, second] = await three();
    const stream = items.watch([], { startAtOperationTime: second?.['clusterTime'] });
    streams.push(stream);
    expect(ids(await take(stream as never, 2))).toEqual([2, 3]);
  });

  test('two beginnings or a token that is none are refused', async () => {
    const [first] = (await three()) as [ChangeStreamDocument];
    const change = (spec: Document): Promise<unknown> =>
      failure(db.command({ aggregate: 'items', pipeline: [{ $changeStream: spec }], cursor: {} }));
    expect(await change({ resumeAfter: first._id, startAfter: first._id })).toMatchObject({ code: 50674 });
    expect(await change({ resumeAfter: { _data: 'nonsense' } })).toHaveProperty('code');
    expect(await change({ nonsense: 1 })).toMatchObject({ code: 40415 });
    expect(await change({ fullDocument: 'often' })).toHaveProperty('code');
  });

  test('a stream whose connection is lost goes on by itself', async () => {
    const stream = await watch(items);
    const command = { configureFailPoint: 'failCommand', mode: { times: 1 } };
    const data = { failCommands: ['getMore'], closeConnection: true };
    await server.client.db('admin').command({ ...command, data });
    await items.insertOne({ _id: 1 });
    expect(ids(await take(stream, 1))).toEqual([1]);
  });
});

describe('waiting', () => {
  let client: MongoClient;

  beforeEach(async () => {
    client = await MongoClient.connect(server.uri, { monitorCommands: true });
  });
  afterEach(() => client.close());

  /** A stream whose getMore is on its way to wait for up to 20 seconds, and what it will give. */
  async function waiting(): Promise<{ stream: ChangeStream; next: Promise<unknown> }> {
    const stream = client.db(db.databaseName).watch([], { maxAwaitTimeMS: 20_000 });
    const sent = new Promise<void>((resolve) => {
      client.on('commandStarted', ({ commandName }) => {
        if (commandName === 'getMore') resolve();
      });
    });
    const next = stream.next().catch(() => 'closed');
    await sent;
    return { stream, next };
  }

  test('a stream that waits is woken by the write', async () => {
    const began = performance.now();
    const { stream, next } = await waiting();
    await items.insertOne({ _id: 1 });
    expect(await next).toMatchObject({ operationType: 'insert' });
    expect(performance.now() - began).toBeLessThan(10_000);
    await stream.close();
  });

  test('one that waits is closed at once', async () => {
    const began = performance.now();
    const { stream, next } = await waiting();
    await stream.close();
    expect(await next).toBe('closed');
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('one to which nothing happens answers when its time is over', async () => {
    const stream = await watch(items, [], { maxAwaitTimeMS: 30 });
    expect(await stream.tryNext()).toBeNull();
  });
});

test('an embedded server forgets the oldest changes, and says so with error 286', async () => {
  const small = await startEmbeddedMongo({ limits: { oplogEvents: 50 } });
  const client = await MongoClient.connect(small.uri);
  try {
    const collection = client.db('test').collection('items');
    const stream = collection.watch([], { maxAwaitTimeMS: 1 });
    await stream.tryNext();
    await collection.insertOne({});
    const { _id: resumeAfter } = await stream.next();
    const late = collection.watch([], { resumeAfter });
    await collection.insertMany(Array.from({ length: 40 }, () => ({})));
    for (let i = 0; i < 40; i++) await late.next();
    await collection.insertMany(Array.from({ length: 100 }, () => ({})));
    expect(await failure(collection.watch([], { resumeAfter }).tryNext())).toMatchObject({
      code: 286,
      codeName: 'ChangeStreamHistoryLost',
      errorLabels: ['NonResumableChangeStreamError'],
    });
    expect(await failure(stream.next())).toMatchObject({ code: 286 });
    await Promise.all([stream.close(), late.close()]);
  } finally {
    await client.close();
    await small.stop();
  }
});
