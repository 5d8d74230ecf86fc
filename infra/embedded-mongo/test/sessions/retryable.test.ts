import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, GridFSBucket, Long, MongoClient } from 'mongodb';
import { failCommand, stopFailing } from '../fail-command.js';
import { failure } from '../failure.js';
import { useServer } from '../harness.js';
import { connectRaw, newSession, type RawClient } from '../raw.js';

const server = useServer();
let items: Collection;
let raw: RawClient;

beforeAll(async () => {
  raw = await connectRaw(server.uri);
});
afterAll(() => raw.close());

beforeEach(async () => {
  items = server.db().collection('items');
  await items.insertMany([
    { _id: 1 as never, n: 1 },
    { _id: 2 as never, n: 2 },
  ]);
});
afterEach(() => stopFailing(server));

/** Ways to lose the first attempt; the driver must try once more. */
const LOSSES: [string, Document][] = [
  ['a closed connection', { closeConnection: true }],
  ['error 91', { errorCode: 91, errorLabels: ['RetryableWriteError'] }],
  ['error 10107 with the label the server gives', { errorCode: 10107 }],
  ['error 189 with the label the server gives', { errorCode: 189 }],
];

interface RetriedWrite {
  readonly command: string;
  readonly run: () => Promise<unknown>;
  readonly left: unknown[];
}

const WRITES: Record<string, RetriedWrite> = {
  insertOne: {
    command: 'insert',
    run: () => items.insertOne({ _id: 3 as never, n: 3 }),
    left: [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  },
  insertMany: {
    command: 'insert',
    run: () => items.insertMany([{ _id: 3 as never, n: 3 }]),
    left: [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  },
  updateOne: {
    command: 'update',
    run: () => items.updateOne({ _id: 1 as never }, { $inc: { n: 10 } }),
    left: [
      [1, 11],
      [2, 2],
    ],
  },
  replaceOne: {
    command: 'update',
    run: () => items.replaceOne({ _id: 1 as never }, { n: 7 }),
    left: [
      [1, 7],
      [2, 2],
    ],
  },
  deleteOne: { command: 'delete', run: () => items.deleteOne({ n: { $gt: 0 } }), left: [[2, 2]] },
  findOneAndUpdate: {
    command: 'findAndModify',
    run: () => items.findOneAndUpdate({ _id: 1 as never }, { $inc: { n: 10 } }),
    left: [
      [1, 11],
      [2, 2],
    ],
  },
  findOneAndReplace: {
    command: 'findAndModify',
    run: () => items.findOneAndReplace({ _id: 1 as never }, { n: 7 }),
    left: [
      [1, 7],
      [2, 2],
    ],
  },
  findOneAndDelete: {
    command: 'findAndModify',
    run: () => items.findOneAndDelete({ _id: 1 as never }),
    left: [[2, 2]],
  },
  bulkWrite: {
    command: 'update',
    run: () =>
      items.bulkWrite([
        { updateOne: { filter: { _id: 1 as never }, update: { $inc: { n: 10 } } } },
        { deleteOne: { filter: { _id: 2 as never } } },
      ]),
    left: [[1, 11]],
  },
  'client.bulkWrite': {
    command: 'bulkWrite',
    run: () =>
      server.client.bulkWrite([
        { namespace: items.namespace, name: 'updateOne', filter: { n: 1 }, update: { $inc: { n: 10 } } },
        { namespace: items.namespace, name: 'deleteOne', filter: { n: 2 } },
      ]),
    left: [[1, 11]],
  },
};

const stored = async (): Promise<unknown[]> =>
  (await items.find().sort({ _id: 1 }).toArray()).map(({ _id, n }) => [_id, n as unknown]);

describe('retryable writes', () => {
  describe.each(LOSSES)('after %s', (_name, loss) => {
    test.each(Object.keys(WRITES))('%s is done once', async (name) => {
      const { command, run, left } = WRITES[name] as RetriedWrite;
      await failCommand(server, { failCommands: [command], ...loss });
      await run();
      expect(await stored()).toEqual(left);
    });
  });

  test.each(Object.keys(WRITES))('%s is done once when only its write concern has failed', async (name) => {
    const { command, run, left } = WRITES[name] as RetriedWrite;
    await failCommand(server, { failCommands: [command], writeConcernError: { code: 91, errmsg: 'shutting down' } });
    await run();
    expect(await stored()).toEqual(left);
  });

  test('two losses are one too many', async () => {
    await failCommand(server, { failCommands: ['insert'], closeConnection: true }, { times: 2 });
    await expect(items.insertOne({ n: 3 })).rejects.toMatchObject({ name: 'MongoNetworkError' });
    expect(await items.countDocuments()).toBe(2);
  });

  test('an error that says nothing about the server is not retried', async () => {
    await failCommand(server, { failCommands: ['insert'], errorCode: 11 });
    await expect(items.insertOne({ n: 3 })).rejects.toMatchObject({ code: 11, errorLabels: [] });
  });

  test('labels of the failpoint take the place of the server’s, none included', async () => {
    await failCommand(server, { failCommands: ['insert'], errorCode: 91, errorLabels: [] });
    await expect(items.insertOne({ n: 3 })).rejects.toMatchObject({ code: 91 });
    await failCommand(server, { failCommands: ['insert'], errorCode: 11, errorLabels: ['RetryableWriteError'] });
    expect(await items.insertOne({ n: 3 })).toMatchObject({ acknowledged: true });
  });

  test('retryWrites=false asks for no second attempt', async () => {
    const client = await MongoClient.connect(server.uri, { retryWrites: false });
    try {
      await failCommand(server, { failCommands: ['insert'], closeConnection: true });
      await expect(client.db(items.dbName).collection('items').insertOne({ n: 3 })).rejects.toThrow();
    } finally {
      await client.close();
    }
  });
});

describe('a write that is sent again with its number', () => {
  const cases: [string, Document, Document][] = [
    ['insert', { insert: 'items', documents: [{ _id: 3, n: 3 }, { _id: 4 }] }, { ok: 1, n: 2 }],
    [
      'insert with a duplicate',
      { insert: 'items', documents: [{ _id: 3 }, { _id: 1 }, { _id: 5 }] },
      { ok: 1, n: 1, writeErrors: [{ index: 1, code: 11000 }] },
    ],
    [
      'unordered insert with a duplicate',
      { insert: 'items', documents: [{ _id: 1 }, { _id: 5 }], ordered: false },
      { ok: 1, n: 1, writeErrors: [{ index: 0, code: 11000 }] },
    ],
    [
      'update',
      {
        update: 'items',
        updates: [
          { q: { _id: 1 }, u: { $inc: { n: 1 } } },
          { q: { _id: 2 }, u: { n: 9 } },
        ],
      },
      { ok: 1, n: 2, nModified: 2 },
    ],
    [
      'upsert',
      { update: 'items', updates: [{ q: { _id: 7 }, u: { $inc: { n: 1 } }, upsert: true }] },
      { ok: 1, n: 1, nModified: 0, upserted: [{ index: 0, _id: 7 }] },
    ],
    ['delete', { delete: 'items', deletes: [{ q: {}, limit: 1 }] }, { ok: 1, n: 1 }],
    [
      'findAndModify giving the old document',
      { findAndModify: 'items', query: { _id: 1 }, update: { $inc: { n: 1 } } },
      { ok: 1, value: { _id: 1, n: 1 }, lastErrorObject: { n: 1, updatedExisting: true } },
    ],
    [
      'findAndModify giving the new one',
      { findAndModify: 'items', query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true },
      { ok: 1, value: { _id: 1, n: 2 } },
    ],
    [
      'findAndModify that removes',
      { findAndModify: 'items', query: {}, sort: { n: -1 }, remove: true },
      { ok: 1, value: { _id: 2, n: 2 } },
    ],
  ];

  test.each(cases)('%s gets the first answer and changes nothing', async (_name, command, answer) => {
    const retried = { ...command, lsid: newSession(), txnNumber: Long.fromNumber(1) };
    const first = await raw.run(retried, items.dbName);
    expect(first).toMatchObject(answer);
    const after = await stored();
    const { operationTime: _1, $clusterTime: _2, ...again } = await raw.run(retried, items.dbName);
    expect(first).toMatchObject(again);
    expect(await stored()).toEqual(after);
  });

  test('findAndModify that fails gets its error again, not an empty answer', async () => {
    const retried = {
      findAndModify: 'items',
      query: { _id: 1, n: 99 },
      update: { $set: { a: 1 } },
      upsert: true,
      lsid: newSession(),
      txnNumber: Long.fromNumber(1),
    };
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await raw.run(retried, items.dbName)).toMatchObject({ ok: 0, code: 11000 });
  });

  test('bulkWrite too', async () => {
    const retried = {
      bulkWrite: 1,
      ops: [
        { update: 0, filter: { _id: 1 }, updateMods: { $inc: { n: 1 } } },
        { delete: 0, filter: { _id: 2 } },
        { insert: 0, document: { _id: 8 } },
      ],
      nsInfo: [{ ns: items.namespace }],
      lsid: newSession(),
      txnNumber: Long.fromNumber(1),
    };
    const first = await raw.run(retried);
    expect(first).toMatchObject({ ok: 1, nErrors: 0, nInserted: 1, nModified: 1, nDeleted: 1 });
    expect((await raw.run(retried))['cursor'].firstBatch).toEqual(first['cursor'].firstBatch);
    expect(await stored()).toEqual([
      [1, 2],
      [8, undefined],
    ]);
  });

  test('an older number is refused', async () => {
    const lsid = newSession();
    const insert = (number: number): Promise<Document> =>
      raw.run({ insert: 'items', documents: [{}], lsid, txnNumber: Long.fromNumber(number) }, items.dbName);
    expect(await insert(5)).toMatchObject({ ok: 1 });
    expect(await insert(4)).toMatchObject({ ok: 0, code: 225, codeName: 'TransactionTooOld' });
  });

  test('a write to many documents cannot be numbered', async () => {
    const fields = { lsid: newSession(), txnNumber: Long.fromNumber(1) };
    const many = { update: 'items', updates: [{ q: {}, u: { $inc: { n: 1 } }, multi: true }], ...fields };
    const answer = await raw.run(many, items.dbName);
    expect([answer['code'], answer['writeErrors']?.[0].code]).toContain(72);
    expect(await stored()).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe('retryable reads', () => {
  const reads: Record<string, [string, () => Promise<unknown>]> = {
    find: ['find', () => items.find({ n: 1 }).toArray()],
    findOne: ['find', () => items.findOne({ n: 1 })],
    aggregate: ['aggregate', () => items.aggregate([{ $match: { n: 1 } }]).toArray()],
    'db.aggregate': [
      'aggregate',
      () =>
        server.client
          .db('admin')
          .aggregate([{ $listLocalSessions: {} }])
          .toArray(),
    ],
    countDocuments: ['aggregate', () => items.countDocuments()],
    estimatedDocumentCount: ['count', () => items.estimatedDocumentCount()],
    distinct: ['distinct', () => items.distinct('n')],
    listDatabases: ['listDatabases', () => server.client.db('admin').admin().listDatabases()],
    listCollections: ['listCollections', () => items.db.listCollections().toArray()],
    listCollectionNames: ['listCollections', () => items.db.listCollections({}, { nameOnly: true }).toArray()],
    listIndexes: ['listIndexes', () => items.listIndexes().toArray()],
    'collection.watch': ['aggregate', () => watchOnce(items)],
    'db.watch': ['aggregate', () => watchOnce(items.db)],
    'client.watch': ['aggregate', () => watchOnce(server.client)],
    'gridfs download': ['find', download],
  };

  async function watchOnce(on: Pick<Collection, 'watch'>): Promise<void> {
    const stream = on.watch([], { maxAwaitTimeMS: 1 });
    await stream.tryNext();
    await stream.close();
  }

  async function download(): Promise<string> {
    const parts: Buffer[] = [];
    for await (const part of new GridFSBucket(items.db).openDownloadStreamByName('hello.txt'))
      parts.push(part as Buffer);
    return Buffer.concat(parts).toString();
  }

  beforeEach(async () => {
    const upload = new GridFSBucket(items.db).openUploadStream('hello.txt');
    await new Promise<void>((resolve, reject) => {
      upload.on('finish', resolve).on('error', reject);
      upload.end('hello');
    });
  });

  describe.each<[string, Document]>([
    ['a closed connection', { closeConnection: true }],
    ...[7, 6, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436].map((errorCode): [string, Document] => [
      `error ${errorCode}`,
      { errorCode },
    ]),
  ])('after %s', (_name, loss) => {
    test.each(Object.keys(reads))('%s is answered', async (name) => {
      const [command, read] = reads[name] as [string, () => Promise<unknown>];
      const expected = await read();
      await failCommand(server, { failCommands: [command], ...loss });
      if (name === 'db.aggregate') await read();
      else expect(await read()).toEqual(expected);
    });
  });

  test('an index is not made again', async () => {
    await failCommand(server, { failCommands: ['createIndexes'], closeConnection: true });
    const error = await failure(items.createIndex({ n: 1 }, {}, {}));
    expect(error).toMatchObject({ name: 'MongoNetworkError' });
  });

  test('getMore is not sent again', async () => {
    await items.insertMany(Array.from({ length: 5 }, (_, n) => ({ n })));
    await failCommand(server, { failCommands: ['getMore'], closeConnection: true });
    await expect(items.find({}, { batchSize: 2 }).toArray()).rejects.toMatchObject({ name: 'MongoNetworkError' });
  });
});

describe('transactions whose end is lost', () => {
  async function committed(): Promise<void> {
    await server.client.withSession(async (session) => {
      session.startTransaction();
      await items.insertOne({ _id: 3 as never }, { session });
      await session.commitTransaction();
    });
  }

  test.each<[string, Document]>([
    ...LOSSES,
    ['a failed write concern', { writeConcernError: { code: 91, errmsg: 'shutting down' } }],
  ])('a commit is sent again after %s', async (_name, loss) => {
    await failCommand(server, { failCommands: ['commitTransaction'], ...loss });
    await committed();
    expect(await items.countDocuments()).toBe(3);
  });

  test('a commit that stays unknown says so', async () => {
    await failCommand(server, { failCommands: ['commitTransaction'], closeConnection: true }, { times: 2 });
    const error = await failure(committed());
    expect(error.hasErrorLabel('UnknownTransactionCommitResult')).toBe(true);
  });

  test('an abort is sent again, and what it answers does not matter', async () => {
    for (const loss of [{ closeConnection: true }, { errorCode: 10107 }, { errorCode: 251 }]) {
      await failCommand(server, { failCommands: ['abortTransaction'], ...loss });
      await server.client.withSession(async (session) => {
        session.startTransaction();
        await items.insertOne({ _id: 3 as never }, { session });
        await session.abortTransaction();
      });
      await stopFailing(server);
    }
    expect(await items.countDocuments()).toBe(2);
  });

  test('a command that fails inside has the label by which the whole is run again', async () => {
    for (const loss of [{ closeConnection: true }, { errorCode: 91 }, { errorCode: 112 }, { errorCode: 251 }]) {
      await failCommand(server, { failCommands: ['insert'], ...loss });
      const session = server.client.startSession();
      session.startTransaction();
      const error = await failure(items.insertOne({ n: 1 }, { session }));
      expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
      await session.endSession();
      await stopFailing(server);
    }
  });

  test('the answers of retryable writes and commits outlive the connection', async () => {
    const lsid = newSession();
    const insert = { insert: 'items', documents: [{ _id: 9 }], lsid, txnNumber: Long.fromNumber(1) };
    expect(await raw.run(insert, items.dbName)).toMatchObject({ ok: 1, n: 1 });
    const other = await connectRaw(server.uri);
    expect(await other.run(insert, items.dbName)).toMatchObject({ ok: 1, n: 1 });
    other.close();
  });
});
