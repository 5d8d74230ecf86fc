import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, type Db, type Document, Long } from 'mongodb';
import { failure } from '../failure.js';
import { useServer } from '../harness.js';
import { connectRaw, newSession, type RawClient } from '../raw.js';

const server = useServer();
let db: Db;
let items: Collection<{ _id: number }>;
let raw: RawClient;

beforeAll(async () => {
  db = server.db();
  items = db.collection('items');
  await items.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: i })));
  raw = await connectRaw(server.uri);
});
afterAll(() => raw.close());

const run = (command: Document): Promise<Document> => raw.run(command, db.databaseName);
const ids = (docs: Document[]): unknown[] => docs.map(({ _id }) => (_id as { valueOf(): number }).valueOf());

async function find(options: Document): Promise<{ id: Long; ids: unknown[] }> {
  const { cursor } = await run({ find: 'items', sort: { _id: 1 }, ...options });
  return { id: cursor.id as Long, ids: ids(cursor.firstBatch) };
}

async function more(id: Long, options: Document = {}): Promise<{ open: boolean; ids: unknown[] }> {
  const { cursor } = await run({ getMore: id, collection: 'items', ...options });
  return { open: !(cursor.id as Long).isZero(), ids: ids(cursor.nextBatch) };
}

describe('batches', () => {
  test('batchSize cuts the answer, getMore goes on, the last one closes', async () => {
    const { id, ids: first } = await find({ batchSize: 4 });
    expect(first).toEqual([0, 1, 2, 3]);
    expect(await more(id, { batchSize: 4 })).toEqual({ open: true, ids: [4, 5, 6, 7] });
    expect(await more(id, { batchSize: 4 })).toEqual({ open: false, ids: [8, 9] });
    expect(await run({ getMore: id, collection: 'items' })).toMatchObject({
      ok: 0,
      code: 43,
      codeName: 'CursorNotFound',
    });
  });

  test('a batchSize of zero opens a cursor and gives nothing yet', async () => {
    const { id, ids: first } = await find({ batchSize: 0 });
    expect(first).toEqual([]);
    expect((await more(id)).ids).toHaveLength(10);
  });

  test.each([
    ['a limit below the batch', { limit: 3 }, [0, 1, 2], false],
    ['a limit that is the batch', { limit: 4, batchSize: 4 }, [0, 1, 2, 3], false],
    ['a limit above the batch', { limit: 6, batchSize: 4 }, [0, 1, 2, 3], true],
    ['a single batch', { batchSize: 4, singleBatch: true }, [0, 1, 2, 3], false],
    ['a single batch with a limit', { limit: 2, singleBatch: true }, [0, 1], false],
    ['skip and limit', { skip: 8, limit: 5 }, [8, 9], false],
  ])('%s', async (_name, options, expected, open) => {
    const { id, ids: first } = await find(options);
    expect(first).toEqual(expected);
    expect(!id.isZero()).toBe(open);
    if (open) await run({ killCursors: 'items', cursors: [id] });
  });

  test('a limit counts over all batches', async () => {
    const { id } = await find({ limit: 6, batchSize: 4 });
    expect(await more(id)).toEqual({ open: false, ids: [4, 5] });
  });

  test('the driver reads all, whatever the batches', async () => {
    for (const batchSize of [1, 3, 5, 10, 11]) {
      expect(await items.find({}, { batchSize }).toArray()).toHaveLength(10);
      expect(await items.aggregate([{ $match: {} }], { batchSize }).toArray()).toHaveLength(10);
    }
  });

  test('a batch stays below the largest document', async () => {
    const large = db.collection('large');
    await large.insertMany(Array.from({ length: 5 }, () => ({ text: 'x'.repeat(5_000_000) })));
    const { cursor } = await run({ find: 'large' });
    expect(cursor.firstBatch).toHaveLength(3);
    expect(await large.find().toArray()).toHaveLength(5);
    await run({ killCursors: 'large', cursors: [cursor.id] });
  });

  test('a negative batchSize, limit or skip is refused', async () => {
    for (const name of ['batchSize', 'limit', 'skip'])
      expect(await run({ find: 'items', [name]: -1 })).toMatchObject({ ok: 0 });
  });
});

describe('whose a cursor is', () => {
  test('killCursors closes it', async () => {
    const { id } = await find({ batchSize: 2 });
    const unknown = Long.fromNumber(42);
    expect(await run({ killCursors: 'items', cursors: [id, unknown] })).toMatchObject({
      ok: 1,
      cursorsKilled: [id],
      cursorsNotFound: [unknown],
      cursorsAlive: [],
    });
    expect(await run({ getMore: id, collection: 'items' })).toMatchObject({ code: 43 });
  });

  test('it belongs to its session and its collection', async () => {
    const lsid = newSession();
    const { id } = await find({ batchSize: 2, lsid });
    expect(await run({ getMore: id, collection: 'items', lsid: newSession() })).toMatchObject({ code: 50738 });
    expect(await run({ getMore: id, collection: 'items' })).toMatchObject({ code: 50737 });
    expect(await run({ getMore: id, collection: 'others', lsid })).toMatchObject({ code: 13 });
    expect((await more(id, { lsid })).ids).toHaveLength(8);
  });

  test('it ends with its session', async () => {
    for (const command of [{ endSessions: [] }, { killSessions: [] }, { killAllSessions: [] }]) {
      const lsid = newSession();
      const { id } = await find({ batchSize: 2, lsid });
      const [name = ''] = Object.keys(command);
      expect(await raw.run({ [name]: name === 'killAllSessions' ? [] : [lsid] })).toMatchObject({ ok: 1 });
      const { code } = await run({ getMore: id, collection: 'items', lsid });
      // A real server ends the cursors of an ended session a little later.
      expect(server.isEmbedded ? [43] : [43, undefined]).toContain(code);
    }
  });

  test('a cursor of a collection that is dropped gives no more than it had', async () => {
    const gone = db.collection('gone');
    await gone.insertMany(Array.from({ length: 10 }, () => ({})));
    const cursor = gone.find({}, { batchSize: 2 });
    await cursor.next();
    await gone.drop();
    const rest = await cursor.toArray().catch(() => []);
    expect(rest.length).toBeLessThan(10);
  });
});

describe('what is refused', () => {
  test('tailable cursors', async () => {
    if (!server.isEmbedded) return;
    await db.createCollection('log', { capped: true, size: 4096 });
    const error = await failure(db.collection('log').find({}, { tailable: true }).toArray());
    expect(error).toMatchObject({ code: 238 });
    expect(error.message).toContain('tailable');
    expect(error.message).toContain('MONGODB_URI');
  });

  test('read concerns that there are not, and snapshots outside transactions', async () => {
    expect(await run({ find: 'items', readConcern: { level: 'certain' } })).toMatchObject({ ok: 0, code: 9 });
    expect(await run({ find: 'items', readConcern: 'local' })).toMatchObject({ ok: 0, code: 14 });
    for (const level of ['local', 'majority', 'linearizable', 'available'])
      expect(await run({ find: 'items', readConcern: { level } })).toMatchObject({ ok: 1 });
    if (server.isEmbedded)
      expect(await run({ find: 'items', readConcern: { level: 'snapshot' } })).toMatchObject({ ok: 0, code: 238 });
  });

  test('a write concern that one member cannot meet is reported, and the write done', async () => {
    const insert = (writeConcern: Document): Promise<Document> =>
      run({ insert: 'concerns', documents: [{}], writeConcern });
    expect(await insert({ w: 'majority', j: true })).not.toHaveProperty('writeConcernError');
    if (server.isEmbedded)
      expect(await insert({ w: 3 })).toMatchObject({ ok: 1, n: 1, writeConcernError: { code: 100 } });
    expect(await insert({ w: 'nowhere' })).toMatchObject({ ok: 1, n: 1, writeConcernError: { code: 79 } });
    expect(await insert({ w: 51 })).toMatchObject({ ok: 0 });
  });
});
