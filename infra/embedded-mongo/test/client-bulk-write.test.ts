import { describe, expect, test } from '@jest/globals';
import {
  type ClientBulkWriteModel,
  type ClientBulkWriteOptions,
  type ClientBulkWriteResult,
  type Document,
  Long,
  MongoClientBulkWriteError,
  MongoServerError,
} from 'mongodb';
import { useServer } from './harness.js';

const server = useServer();

interface Thing extends Document {
  _id: number;
}

function bulkWrite(models: Document[], options?: ClientBulkWriteOptions): Promise<ClientBulkWriteResult> {
  return server.client.bulkWrite(models as ClientBulkWriteModel[], options);
}

function namespaces(): { a: string; b: string; read: (ns: string) => Promise<Thing[]> } {
  const db = server.db();
  const read = (ns: string): Promise<Thing[]> =>
    db
      .collection<Thing>(ns.slice(ns.indexOf('.') + 1))
      .find()
      .sort({ _id: 1 })
      .toArray();
  return { a: `${db.databaseName}.a`, b: `${db.databaseName}.b`, read };
}

async function failure(attempt: Promise<unknown>): Promise<MongoClientBulkWriteError> {
  const error: unknown = await attempt.catch((reason: unknown) => reason);
  if (error instanceof MongoClientBulkWriteError) return error;
  throw new Error(`not a bulk write error: ${String(error)}`);
}

describe('client.bulkWrite', () => {
  test('writes to several collections and counts', async () => {
    const { a, b, read } = namespaces();
    const result = await bulkWrite(
      [
        { name: 'insertOne', namespace: a, document: { _id: 1, x: 1 } },
        { name: 'insertOne', namespace: b, document: { _id: 2, x: 2 } },
        { name: 'insertOne', namespace: a, document: { _id: 3, x: 3 } },
        { name: 'updateOne', namespace: a, filter: { _id: 1 }, update: { $inc: { x: 10 } } },
        { name: 'updateMany', namespace: a, filter: { x: { $gt: 2 } }, update: { $set: { y: 1 } } },
        { name: 'replaceOne', namespace: b, filter: { _id: 4 }, replacement: { x: 4 }, upsert: true },
        { name: 'deleteOne', namespace: b, filter: { _id: 2 } },
        { name: 'deleteMany', namespace: a, filter: { y: 1, x: 3 } },
      ],
      { verboseResults: true },
    );
    expect(result).toMatchObject({
      insertedCount: 3,
      matchedCount: 3,
      modifiedCount: 3,
      upsertedCount: 1,
      deletedCount: 2,
    });
    expect(result.insertResults?.get(2)).toMatchObject({ insertedId: 3 });
    expect(result.updateResults?.get(4)).toMatchObject({ matchedCount: 2, modifiedCount: 2 });
    expect(result.updateResults?.get(5)).toMatchObject({ matchedCount: 1, modifiedCount: 0, upsertedId: 4 });
    expect(result.deleteResults?.get(7)).toMatchObject({ deletedCount: 1 });
    expect(await read(a)).toEqual([{ _id: 1, x: 11, y: 1 }]);
    expect(await read(b)).toEqual([{ _id: 4, x: 4 }]);
  });

  const duplicates = (ns: string): Document[] =>
    [1, 1, 2, 2, 3].map((_id) => ({ name: 'insertOne', namespace: ns, document: { _id } }));

  test('stops at the first error when ordered', async () => {
    const { a, read } = namespaces();
    const error = await failure(bulkWrite(duplicates(a), { verboseResults: true }));
    expect([...error.writeErrors.keys()]).toEqual([1]);
    expect(error.writeErrors.get(1)?.code).toBe(11000);
    expect(error.partialResult?.insertedCount).toBe(1);
    expect(await read(a)).toEqual([{ _id: 1 }]);
  });

  test.each([true, false])('goes on after errors when unordered, verbose %s', async (verboseResults) => {
    const { a, read } = namespaces();
    const error = await failure(bulkWrite(duplicates(a), { ordered: false, verboseResults }));
    expect([...error.writeErrors.keys()]).toEqual([1, 3]);
    expect(error.partialResult?.insertedCount).toBe(3);
    expect(await read(a)).toEqual([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
  });

  test('takes arrayFilters, hints, sorts, pipelines and let', async () => {
    const { a, read } = namespaces();
    await bulkWrite(
      [
        { name: 'insertOne', namespace: a, document: { _id: 1, n: [1, 5] } },
        { name: 'insertOne', namespace: a, document: { _id: 2 } },
        { name: 'updateOne', namespace: a, filter: {}, update: { $set: { last: 1 } }, sort: { _id: -1 } },
        {
          name: 'updateOne',
          namespace: a,
          filter: { _id: 1 },
          update: { $set: { 'n.$[x]': 0 } },
          arrayFilters: [{ x: { $gt: 2 } }],
          hint: '_id_',
        },
        {
          name: 'updateOne',
          namespace: a,
          filter: { $expr: { $eq: ['$_id', '$$id'] } },
          update: [{ $set: { v: '$$v' } }],
        },
      ],
      { let: { id: 2, v: 'bound' }, comment: { any: 1 } },
    );
    expect(await read(a)).toEqual([
      { _id: 1, n: [1, 0] },
      { _id: 2, last: 1, v: 'bound' },
    ]);
  });

  test('gives more results than one answer holds', async () => {
    const { a } = namespaces();
    const name = 'updateOne' as const;
    const long = (letter: string): string => letter.repeat(9_000_000);
    const result = await bulkWrite(
      ['a', 'b'].map((letter) => ({
        name,
        namespace: a,
        filter: { _id: long(letter) },
        update: { $set: { x: 1 } },
        upsert: true,
      })),
      { verboseResults: true },
    );
    expect(result.upsertedCount).toBe(2);
    expect(result.updateResults?.size).toBe(2);
  });

  test('reports a validation error with its details', async () => {
    const { a } = namespaces();
    const [db = '', name = ''] = a.split('.');
    await server.client.db(db).createCollection(name, { validator: { x: { $type: 'string' } } });
    const error = await failure(bulkWrite([{ name: 'insertOne', namespace: a, document: { _id: 1, x: 1 } }]));
    expect(error.writeErrors.get(0)?.code).toBe(121);
  });
});

describe('the bulkWrite command', () => {
  const run = (body: Document): Promise<Document> => server.client.db('admin').command({ bulkWrite: 1, ...body });

  test('gives a result for each operation', async () => {
    const { a } = namespaces();
    const reply = await run({
      ops: [
        { insert: 0, document: { _id: 1 } },
        { update: 0, filter: { _id: 1 }, updateMods: { $set: { x: 1 } } },
        { update: 0, filter: { _id: 9 }, updateMods: { $set: { x: 1 } } },
        { update: 0, filter: { _id: 2 }, updateMods: { $set: { x: 1 } }, upsert: true },
        { delete: 0, filter: { x: 1 }, multi: true },
        { insert: 0, document: { _id: 3 } },
        { insert: 0, document: { _id: 3 } },
      ],
      nsInfo: [{ ns: a }],
    });
    expect((reply['cursor'] as Document)['firstBatch']).toEqual([
      { ok: 1, idx: 0, n: 1 },
      { ok: 1, idx: 1, n: 1, nModified: 1 },
      { ok: 1, idx: 2, n: 0, nModified: 0 },
      { ok: 1, idx: 3, n: 1, nModified: 0, upserted: { _id: 2 } },
      { ok: 1, idx: 4, n: 2 },
      { ok: 1, idx: 5, n: 1 },
      expect.objectContaining({ ok: 0, idx: 6, n: 0, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 3 } }),
    ]);
    expect(reply).toMatchObject({
      nErrors: 1,
      nInserted: 2,
      nMatched: 1,
      nModified: 1,
      nUpserted: 1,
      nDeleted: 2,
      ok: 1,
    });
  });

  test('gives errors only when asked, and batches of the size asked for', async () => {
    const { a } = namespaces();
    const ops = [1, 2, 2, 3].map((_id) => ({ insert: 0, document: { _id } }));
    const quiet = await run({ ops, nsInfo: [{ ns: a }], errorsOnly: true });
    expect((quiet['cursor'] as Document)['firstBatch'] as Document[]).toMatchObject([{ idx: 2 }]);
    const small = await run({
      ops: [4, 5].map((_id) => ({ insert: 0, document: { _id } })),
      nsInfo: [{ ns: a }],
      cursor: { batchSize: 1 },
    });
    const { id, firstBatch } = small['cursor'] as Document;
    expect(firstBatch).toHaveLength(1);
    const more = await server.client
      .db('admin')
      .command({ getMore: Long.fromValue(id as number), collection: '$cmd.bulkWrite' });
    expect((more['cursor'] as Document)['nextBatch']).toMatchObject([{ idx: 1, n: 1 }]);
  });

  test('is refused outside admin, with a bad namespace index, an unknown kind or field', async () => {
    const { a } = namespaces();
    const ops = [{ insert: 0, document: { _id: 1 } }];
    const codeOf = (attempt: Promise<Document>): Promise<unknown> =>
      attempt.then(
        () => 0,
        (error: unknown) => (error instanceof MongoServerError ? error.code : error),
      );
    expect(await codeOf(server.db().command({ bulkWrite: 1, ops, nsInfo: [{ ns: a }] }))).toBe(13);
    expect(await codeOf(run({ ops: [{ insert: 7, document: {} }], nsInfo: [{ ns: a }] }))).toBe(2);
    expect(await codeOf(run({ ops: [{ nonsense: 0 }], nsInfo: [{ ns: a }] }))).toBe(9);
    expect(await codeOf(run({ ops, nsInfo: [{ ns: a }], nonsense: 1 }))).toBe(40415);
    expect(await codeOf(run({ ops: [], nsInfo: [{ ns: a }] }))).toBe(16);
  });
});
