import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ClientSession, type Collection, Long, MongoClient, ObjectId, ReadConcern } from 'mongodb';
import { failure } from '../failure.js';
import { useServer } from '../harness.js';
import { connectRaw, newSession, type RawClient } from '../raw.js';

interface Account {
  _id: number | string;
  balance?: number;
  owner?: string;
}

const server = useServer();
let accounts: Collection<Account>;
let sessions: ClientSession[] = [];
let raw: RawClient;

beforeAll(async () => {
  raw = await connectRaw(server.uri);
});

afterAll(() => raw.close());

beforeEach(async () => {
  accounts = server.db().collection<Account>('accounts');
  await accounts.insertMany([
    { _id: 1, balance: 10 },
    { _id: 2, balance: 20 },
  ]);
});

afterEach(async () => {
  for (const session of sessions) await session.endSession();
  sessions = [];
});

function begin(): ClientSession {
  const session = server.client.startSession();
  session.startTransaction();
  sessions.push(session);
  return session;
}

const balances = async (session?: ClientSession): Promise<(number | undefined)[]> =>
  (
    await accounts
      .find({}, session ? { session } : {})
      .sort({ _id: 1 })
      .toArray()
  ).map(({ balance }) => balance);

describe('what is seen', () => {
  test('nothing of an open transaction is seen by others, all of it after the commit', async () => {
    const session = begin();
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: -5 } }, { session });
    await accounts.updateOne({ _id: 2 }, { $inc: { balance: 5 } }, { session });
    await accounts.insertOne({ _id: 3, balance: 0 }, { session });
    expect(await balances()).toEqual([10, 20]);
    await session.commitTransaction();
    expect(await balances()).toEqual([5, 25, 0]);
  });

  test('nothing is left of an aborted transaction', async () => {
    const session = begin();
    await accounts.deleteMany({}, { session });
    await accounts.insertOne({ _id: 3, balance: 0 }, { session });
    await session.abortTransaction();
    expect(await balances()).toEqual([10, 20]);
    await accounts.insertOne({ _id: 3, balance: 1 });
    expect(await accounts.countDocuments()).toBe(3);
  });

  test('a transaction reads the state of its first command, whatever others commit later', async () => {
    const session = begin();
    expect(await balances(session)).toEqual([10, 20]);
    await accounts.updateOne({ _id: 1 }, { $set: { balance: 99 } });
    await accounts.insertOne({ _id: 3, balance: 30 });
    await accounts.deleteOne({ _id: 2 });
    expect(await balances(session)).toEqual([10, 20]);
    expect(await accounts.findOne({ _id: 3 }, { session })).toBeNull();
    await session.commitTransaction();
    expect(await balances()).toEqual([99, 30]);
  });

  test('the snapshot is taken at the first command, not at startTransaction', async () => {
    const session = begin();
    await accounts.updateOne({ _id: 1 }, { $set: { balance: 11 } });
    expect(await balances(session)).toEqual([11, 20]);
  });

  test('a transaction reads its own writes: by id, range, sort, aggregate, distinct and getMore', async () => {
    await accounts.createIndex({ balance: 1 }, {}, {});
    const session = begin();
    await accounts.insertMany(
      Array.from({ length: 20 }, (_, i) => ({ _id: 100 + i, balance: 100 + i })),
      { session },
    );
    await accounts.updateOne({ _id: 1 }, { $set: { balance: 105.5 } }, { session });
    await accounts.deleteOne({ _id: 2 }, { session });
    expect(await accounts.findOne({ _id: 105 }, { session })).toEqual({ _id: 105, balance: 105 });
    const range = await accounts.find({ balance: { $gte: 105, $lte: 106 } }, { session }).toArray();
    expect(range.map(({ _id }) => _id)).toEqual([105, 1, 106]);
    const top = await accounts.find({}, { session }).sort({ balance: -1 }).limit(2).toArray();
    expect(top.map(({ _id }) => _id)).toEqual([119, 118]);
    expect(await accounts.countDocuments({ balance: { $lt: 100 } }, { session })).toBe(0);
    expect(await accounts.countDocuments({}, { session })).toBe(21);
    expect(await accounts.distinct('balance', { balance: { $lt: 102 } }, { session })).toEqual([100, 101]);
    expect((await accounts.find({}, { session, batchSize: 3 }).toArray()).length).toBe(21);
    const sums = await accounts.aggregate([{ $group: { _id: null, n: { $sum: 1 } } }], { session }).toArray();
    expect(sums).toEqual([{ _id: null, n: 21 }]);
  });

  test('each of many upserts in one transaction meets the document that one before it made', async () => {
    await accounts.createIndex({ owner: 1 }, {}, {});
    const session = begin();
    const upserts = Array.from({ length: 1_200 }, (_, i) => ({
      updateOne: { filter: { owner: `owner ${(i * 7) % 400}` }, update: { $inc: { balance: 1 } }, upsert: true },
    }));
    const { upsertedCount, modifiedCount } = await accounts.bulkWrite(upserts, { session });
    expect({ upsertedCount, modifiedCount }).toEqual({ upsertedCount: 400, modifiedCount: 800 });
    await session.commitTransaction();
    expect(await accounts.countDocuments({ owner: { $exists: true }, balance: 3 })).toBe(400);
  });

  test('a cursor of a transaction sees what is written before its next batch by nobody else', async () => {
    await accounts.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: 10 + i })));
    const session = begin();
    const cursor = accounts.find({}, { session, batchSize: 2 }).sort({ _id: 1 });
    await cursor.next();
    await accounts.deleteMany({ _id: { $gte: 15 } });
    expect((await cursor.toArray()).length).toBe(11);
  });

  test('an index that was built after the snapshot does not hide documents from the transaction', async () => {
    const session = begin();
    expect(await accounts.findOne({ balance: 10 }, { session })).not.toBeNull();
    await accounts.createIndex({ balance: 1 }, {}, {});
    expect(await accounts.findOne({ balance: 10 }, { session })).toEqual({ _id: 1, balance: 10 });
    expect(await accounts.find({}, { session }).sort({ balance: -1 }).toArray()).toHaveLength(2);
    await session.commitTransaction();
  });
});

describe('conflicts', () => {
  test('the second of two transactions that change a document is refused with 112, and may be run again', async () => {
    const [first, second] = [begin(), begin()];
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { session: first });
    const error = await failure(accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { session: second }));
    expect(error.code).toBe(112);
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
    await first.commitTransaction();
    expect((await balances())[0]).toBe(11);
  });

  test('it is the same when the first has committed since the snapshot of the second', async () => {
    const [first, second] = [begin(), begin()];
    await accounts.findOne({ _id: 1 }, { session: second });
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { session: first });
    await first.commitTransaction();
    const error = await failure(accounts.deleteOne({ _id: 1 }, { session: second }));
    expect(error.code).toBe(112);
  });

  test('and when a write outside transactions came in between', async () => {
    const session = begin();
    await accounts.findOne({ _id: 1 }, { session });
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } });
    const error = await failure(accounts.findOneAndUpdate({ _id: 1 }, { $inc: { balance: 1 } }, { session }));
    expect(error.code).toBe(112);
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
  });

  test('two transactions that change different documents both commit', async () => {
    const [first, second] = [begin(), begin()];
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { session: first });
    await accounts.updateOne({ _id: 2 }, { $inc: { balance: 1 } }, { session: second });
    await Promise.all([first.commitTransaction(), second.commitTransaction()]);
    expect(await balances()).toEqual([11, 21]);
  });

  test('two inserts of one id, or of one unique key, conflict', async () => {
    await accounts.createIndex({ owner: 1 }, { unique: true, sparse: true }, {});
    const [first, second, third] = [begin(), begin(), begin()];
    await accounts.insertOne({ _id: 3, owner: 'Ada' }, { session: first });
    expect((await failure(accounts.insertOne({ _id: 3 }, { session: second }))).code).toBe(112);
    expect((await failure(accounts.insertOne({ _id: 4, owner: 'Ada' }, { session: third }))).code).toBe(112);
    await first.commitTransaction();
    expect(await accounts.countDocuments()).toBe(3);
  });

  test('a key that is taken in the snapshot is a duplicate, which ends the transaction without a label', async () => {
    const session = begin();
    await accounts.insertOne({ _id: 5 }, { session });
    const error = await failure(accounts.insertOne({ _id: 1 }, { session }));
    expect(error.code).toBe(11000);
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(false);
    expect((await failure(accounts.findOne({ _id: 1 }, { session }))).code).toBe(251);
    expect(await accounts.findOne({ _id: 5 })).toBeNull();
  });

  test('a write outside transactions waits for the one that holds the document, and goes on after its commit', async () => {
    const session = begin();
    await accounts.updateOne({ _id: 1 }, { $set: { balance: 50 } }, { session });
    const waiting = accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } });
    expect(await balances()).toEqual([10, 20]);
    await session.commitTransaction();
    await waiting;
    expect((await balances())[0]).toBe(51);
  });

  test('and after its abort', async () => {
    const session = begin();
    await accounts.deleteOne({ _id: 1 }, { session });
    const waiting = accounts.findOneAndUpdate({ _id: 1 }, { $inc: { balance: 1 } }, { returnDocument: 'after' });
    await session.abortTransaction();
    expect(await waiting).toEqual({ _id: 1, balance: 11 });
  });

  test('with maxTimeMS it waits no longer than that', async () => {
    const session = begin();
    await accounts.updateOne({ _id: 1 }, { $set: { balance: 50 } }, { session });
    const error = await failure(accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { maxTimeMS: 30 }));
    expect(error.code).toBe(50);
    await session.commitTransaction();
    expect((await balances())[0]).toBe(50);
  });

  test('an upsert that would insert what an open transaction inserts waits, then updates it', async () => {
    const session = begin();
    await accounts.insertOne({ _id: 9, balance: 1 }, { session });
    const waiting = accounts.updateOne({ _id: 9 }, { $inc: { balance: 1 } }, { upsert: true });
    await session.commitTransaction();
    expect((await waiting).upsertedCount).toBe(0);
    expect(await accounts.findOne({ _id: 9 })).toEqual({ _id: 9, balance: 2 });
  });
});

describe('commit and abort', () => {
  test('withTransaction runs the body again after a conflict', async () => {
    const rival = begin();
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: 100 } }, { session: rival });
    let runs = 0;
    await server.client.withSession((session) =>
      session.withTransaction(async () => {
        if (++runs === 2) await rival.commitTransaction();
        await accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { session });
      }),
    );
    expect(runs).toBeGreaterThan(1);
    expect((await balances())[0]).toBe(111);
  });

  test('a commit that is sent again gets the first answer', async () => {
    const session = begin();
    await accounts.insertOne({ _id: 3 }, { session });
    await session.commitTransaction();
    await session.commitTransaction();
    expect(await accounts.countDocuments()).toBe(3);
  });

  test('commands of a transaction that is over are refused', async () => {
    const session = rawSession();
    await session.run({ insert: 'accounts', documents: [{ _id: 3 }] }, { startTransaction: true });
    await session.admin({ commitTransaction: 1 });
    expect(await session.admin({ abortTransaction: 1 })).toMatchObject({ ok: 0, code: 256 });
    expect(await session.run({ find: 'accounts' })).toMatchObject({ ok: 0, code: 256 });
    expect(await session.admin({ commitTransaction: 1 })).toMatchObject({ ok: 1 });

    session.next();
    await session.run({ find: 'accounts' }, { startTransaction: true });
    await session.admin({ abortTransaction: 1 });
    const refusal = { ok: 0, code: 251, codeName: 'NoSuchTransaction', errorLabels: ['TransientTransactionError'] };
    expect(await session.admin({ commitTransaction: 1 })).toMatchObject(refusal);
    expect(await session.run({ find: 'accounts' })).toMatchObject(refusal);
    expect(await session.admin({ abortTransaction: 1 })).toMatchObject({ ok: 0, code: 251 });
  });

  test('a transaction that was never started is not known', async () => {
    const session = rawSession();
    expect(await session.run({ find: 'accounts' })).toMatchObject({ ok: 0, code: 251 });
    expect(await session.admin({ commitTransaction: 1 })).toMatchObject({ ok: 0, code: 251 });
  });

  test('a newer number aborts the older transaction, an older number is too old, and none is used twice', async () => {
    const session = rawSession();
    await session.run({ insert: 'accounts', documents: [{ _id: 3 }] }, { startTransaction: true });
    session.next();
    await session.run({ find: 'accounts' }, { startTransaction: true });
    expect(await accounts.insertOne({ _id: 3 })).toMatchObject({ acknowledged: true });
    const old = { txnNumber: Long.fromNumber(1) };
    expect(await session.run({ find: 'accounts' }, old)).toMatchObject({ ok: 0, code: 225 });
    expect(await session.run({ find: 'accounts' }, { startTransaction: true })).toMatchObject({ ok: 0, code: 50911 });
  });

  test('a retryable write of the session aborts its open transaction', async () => {
    const session = rawSession();
    await session.run({ delete: 'accounts', deletes: [{ q: { _id: 1 }, limit: 1 }] }, { startTransaction: true });
    session.next();
    const insert = { insert: 'accounts', documents: [{ _id: 3 }], lsid: session.lsid, txnNumber: session.number() };
    expect(await raw.run(insert, accounts.dbName)).toMatchObject({ ok: 1, n: 1 });
    const late = await session.admin({ commitTransaction: 1 }, { txnNumber: Long.fromNumber(1) });
    expect(late).toMatchObject({ ok: 0, code: 225 });
    expect(await accounts.countDocuments()).toBe(3);
  });

  test('a commit is answered again after others have moved on, and its number takes no other write', async () => {
    const session = rawSession();
    await session.run({ insert: 'accounts', documents: [{ _id: 3 }] }, { startTransaction: true });
    await session.admin({ commitTransaction: 1 });
    const insert = { insert: 'accounts', documents: [{ _id: 4 }], lsid: session.lsid, txnNumber: session.number() };
    expect(await raw.run(insert, accounts.dbName)).toMatchObject({ ok: 0, code: 217 });
    expect(await session.admin({ commitTransaction: 1 })).toMatchObject({ ok: 1 });
  });

  test('the sessions of a client that is closed end with it', async () => {
    const client = await MongoClient.connect(server.uri);
    const session = client.startSession();
    session.startTransaction();
    const theirs = client.db(accounts.dbName).collection<Account>(accounts.collectionName);
    await theirs.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { session });
    await client.close();
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: 5 } }, { maxTimeMS: 10_000 });
    expect((await balances())[0]).toBe(15);
  });

  test('an embedded server soon aborts the transaction of a connection that is lost', async () => {
    if (!server.isEmbedded) return;
    const lost = await connectRaw(server.uri);
    const fields = { lsid: newSession(), txnNumber: Long.fromNumber(1), autocommit: false };
    const remove = { delete: 'accounts', deletes: [{ q: { _id: 1 }, limit: 1 }] };
    expect(await lost.run({ ...remove, ...fields, startTransaction: true }, accounts.dbName)).toMatchObject({ n: 1 });
    lost.close();
    await accounts.updateOne({ _id: 1 }, { $inc: { balance: 5 } }, { maxTimeMS: 10_000 });
    expect((await balances())[0]).toBe(15);
  });

  test('but not one that has gone on through another connection', async () => {
    if (!server.isEmbedded) return;
    const lost = await connectRaw(server.uri);
    const fields = { lsid: newSession(), txnNumber: Long.fromNumber(1), autocommit: false };
    const insert = (_id: number) => ({ insert: 'accounts', documents: [{ _id }], ...fields });
    await lost.run({ ...insert(3), startTransaction: true }, accounts.dbName);
    await raw.run(insert(4), accounts.dbName);
    lost.close();
    await lost.closed;
    await new Promise((resolve) => setTimeout(resolve, 2_300));
    expect(await raw.run({ commitTransaction: 1, ...fields })).toMatchObject({ ok: 1 });
    expect(await accounts.countDocuments()).toBe(4);
  });

  test('a transaction that is open for too long is aborted', async () => {
    const admin = server.client.db('admin');
    await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 1 });
    try {
      const session = begin();
      await accounts.updateOne({ _id: 1 }, { $inc: { balance: 1 } }, { session });
      await accounts.updateOne({ _id: 1 }, { $inc: { balance: 5 } }, { maxTimeMS: 10_000 });
      expect((await balances())[0]).toBe(15);
      const error = await failure(session.commitTransaction());
      expect(error.code).toBe(251);
      expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
    } finally {
      await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: 60 });
    }
  });

  test('killAllSessions aborts every open transaction', async () => {
    const session = begin();
    await accounts.deleteMany({}, { session });
    await server.client.db('admin').command({ killAllSessions: [] });
    expect((await failure(session.commitTransaction())).code).toBe(251);
    expect(await accounts.countDocuments()).toBe(2);
  });
});

describe('what runs inside', () => {
  test('every kind of write', async () => {
    const session = begin();
    await accounts.bulkWrite(
      [
        { insertOne: { document: { _id: 3, balance: 30 } } },
        { updateMany: { filter: {}, update: { $inc: { balance: 1 } } } },
        { replaceOne: { filter: { _id: 2 }, replacement: { owner: 'Ada' } } },
        { deleteOne: { filter: { _id: 1 } } },
      ],
      { session },
    );
    const replaced = await accounts.findOneAndReplace(
      { _id: 3 },
      { balance: 0 },
      { session, returnDocument: 'before' },
    );
    expect(replaced).toEqual({ _id: 3, balance: 31 });
    expect(await accounts.findOneAndDelete({ _id: 2 }, { session })).toEqual({ _id: 2, owner: 'Ada' });
    await accounts.db.command({ insert: accounts.collectionName, documents: [{ _id: 'raw' }] }, { session });
    await server.client.bulkWrite([{ namespace: accounts.namespace, name: 'insertOne', document: {} }], { session });
    expect(await balances()).toEqual([10, 20]);
    await session.commitTransaction();
    expect((await accounts.find().toArray()).map(({ _id }) => _id)).toEqual([3, 'raw', expect.any(ObjectId)]);
  });

  test('writes to several collections and databases are committed together', async () => {
    const other = server.db().collection<Account>('audit');
    const session = begin();
    await accounts.deleteOne({ _id: 1 }, { session });
    await other.insertOne({ _id: 'gone' }, { session });
    expect(await other.countDocuments()).toBe(0);
    await session.commitTransaction();
    expect([await accounts.countDocuments(), await other.countDocuments()]).toEqual([1, 1]);
  });

  test('a collection and its indexes made inside are seen by others after the commit', async () => {
    const { db } = accounts;
    const session = begin();
    await db.createCollection('made', { session });
    await db.collection('made').createIndex({ a: 1 }, { unique: true }, { session });
    await db.collection('made').insertOne({ a: 1 }, { session });
    expect(await db.listCollections({ name: 'made' }).toArray()).toEqual([]);
    await session.commitTransaction();
    expect((await db.collection('made').indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1']);
    expect((await failure(db.collection('made').insertOne({ a: 1 }))).code).toBe(11000);
    expect(await db.collection('made').find({ a: 1 }).hint('a_1').toArray()).toHaveLength(1);
  });

  test('and are not there after the abort', async () => {
    const { db } = accounts;
    const session = begin();
    await db.collection('made').insertOne({ a: 1 }, { session });
    await session.abortTransaction();
    expect(await db.listCollections({ name: 'made' }).toArray()).toEqual([]);
  });

  test('new indexes on a collection that is there, or has documents, are refused', async () => {
    const session = begin();
    expect((await failure(accounts.createIndex({ a: 1 }, {}, { session }))).code).toBe(263);
    expect((await accounts.indexes()).length).toBe(1);
    const other = begin();
    await accounts.db.collection('made').insertOne({ a: 1 }, { session: other });
    expect((await failure(accounts.db.collection('made').createIndex({ a: 1 }, {}, { session: other }))).code).toBe(
      263,
    );
  });

  test('writes to capped collections are refused', async () => {
    const log = await accounts.db.createCollection('log', { capped: true, size: 4096 });
    expect(await failure(log.insertOne({}, { session: begin() }))).toMatchObject({ code: 263 });
    expect(await log.countDocuments()).toBe(0);
  });

  test.each([
    ['count', { count: 'accounts' }],
    ['listCollections', { listCollections: 1 }],
    ['listIndexes', { listIndexes: 'accounts' }],
    ['drop', { drop: 'accounts' }],
    ['dropIndexes', { dropIndexes: 'accounts', index: '*' }],
    ['explain', { explain: { find: 'accounts' } }],
    ['$out', { aggregate: 'accounts', pipeline: [{ $out: 'copy' }], cursor: {} }],
    ['$merge', { aggregate: 'accounts', pipeline: [{ $merge: 'copy' }], cursor: {} }],
    ['$changeStream', { aggregate: 'accounts', pipeline: [{ $changeStream: {} }], cursor: {} }],
  ])('%s is refused', async (_name, command) => {
    const session = begin();
    expect((await failure(accounts.db.command(command, { session }))).code).toBe(263);
  });

  test('a read concern is taken with the first command only, a write concern with none', async () => {
    const session = rawSession();
    const find = { find: 'accounts' };
    const begins = { startTransaction: true };
    const snapshot = { readConcern: { level: 'snapshot' } };
    expect(await session.run({ ...find, ...snapshot }, begins)).toMatchObject({ ok: 1 });
    expect(await session.run({ ...find, ...snapshot })).toMatchObject({ ok: 0, code: 72 });
    session.next();
    const insert = { insert: 'accounts', documents: [{ _id: 7 }], writeConcern: { w: 1 } };
    expect(await session.run(insert, begins)).toMatchObject({ ok: 0, code: 72 });
    expect(await session.run(find)).toMatchObject({ ok: 0, code: 251 });
    session.next();
    const linearizable = { ...find, readConcern: { level: 'linearizable' } };
    expect(await session.run(linearizable, begins)).toMatchObject({ ok: 0, code: 72 });
  });

  test.each(['local', 'majority', 'snapshot'] as const)('read concern %s is taken', async (level) => {
    const session = server.client.startSession();
    sessions.push(session);
    session.startTransaction({ readConcern: new ReadConcern(level), writeConcern: { w: 'majority' } });
    expect(await balances(session)).toEqual([10, 20]);
    await session.commitTransaction();
  });

  test('autocommit, startTransaction and the number belong together', async () => {
    const lsid = newSession();
    const txnNumber = Long.fromNumber(1);
    const wrong = [
      { lsid, txnNumber, startTransaction: true },
      { lsid, txnNumber, autocommit: true },
      { lsid, autocommit: false },
      { txnNumber, autocommit: false },
      { lsid, txnNumber },
    ];
    for (const fields of wrong) {
      expect(await raw.run({ find: 'accounts', ...fields }, accounts.dbName)).toMatchObject({ ok: 0, code: 72 });
    }
  });

  test('a cursor ends with its transaction and is continued only inside it', async () => {
    await accounts.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: 10 + i })));
    const session = rawSession();
    const opened = await session.run({ find: 'accounts', batchSize: 2 }, { startTransaction: true });
    const more = { getMore: opened['cursor'].id, collection: 'accounts', batchSize: 2 };
    const outside = { ...more, lsid: session.lsid };
    expect(await raw.run(outside, accounts.dbName)).toMatchObject({ ok: 0, code: 50740 });
    expect((await session.run(more))['cursor'].nextBatch).toHaveLength(2);
    await session.admin({ commitTransaction: 1 });
    expect(await raw.run(outside, accounts.dbName)).toMatchObject({ ok: 0, code: 43 });
  });

  test('a cursor from outside is not continued inside', async () => {
    const opened = await raw.run({ find: 'accounts', batchSize: 1 }, accounts.dbName);
    const more = { getMore: opened['cursor'].id, collection: 'accounts' };
    expect(await rawSession().run(more, { startTransaction: true })).toMatchObject({ ok: 0, code: 50739 });
  });
});

describe('causal consistency', () => {
  test('every answer has the cluster time, and a session reads after its own operations', async () => {
    const answer = await server.client.db('admin').command({ ping: 1 });
    expect(answer['operationTime']).toBeDefined();
    expect(answer['$clusterTime'].clusterTime).toBeDefined();
    const session = server.client.startSession({ causalConsistency: true });
    sessions.push(session);
    await accounts.insertOne({ _id: 8 }, { session });
    expect(session.operationTime).toBeDefined();
    expect(await accounts.findOne({ _id: 8 }, { session })).toEqual({ _id: 8 });
  });
});

/** Transaction fields set by hand, to send what a driver would not. */
function rawSession() {
  const lsid = newSession();
  let number = 1;
  const send = (db: string, command: object, extra: object) =>
    raw.run({ ...command, lsid, autocommit: false, txnNumber: Long.fromNumber(number), ...extra }, db);
  return {
    lsid,
    number: () => Long.fromNumber(number),
    next: () => ++number,
    run: (command: object, extra: object = {}) => send(accounts.dbName, command, extra),
    admin: (command: object, extra: object = {}) => send('admin', command, extra),
  };
}
