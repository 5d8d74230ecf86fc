import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Model } from 'mongoose';
import { type Loose, rejection, useMongoose } from './mongoose-connection.js';

const db = useMongoose();
let Row: Model<Loose>;

beforeAll(async () => {
  Row = db.model('Row', { n: Number });
  await Row.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })));
});

describe('query cursors', () => {
  test('give every document once, whatever the batch size', async () => {
    for (const batchSize of [1, 7, 101, 1000]) {
      const cursor = Row.find().sort({ n: 1 }).cursor({ batchSize });
      const seen: number[] = [];
      for (let doc = await cursor.next(); doc; doc = await cursor.next()) seen.push(doc['n'] as number);
      expect(seen).toEqual(Array.from({ length: 250 }, (_, n) => n));
    }
  });

  test('iterate asynchronously, in parallel, and in batches', async () => {
    let sum = 0;
    for await (const doc of Row.find().lean()) sum += doc['n'] as number;
    expect(sum).toBe((249 * 250) / 2);
    const seen = new Set<number>();
    await Row.find()
      .cursor()
      .eachAsync((doc) => void seen.add(doc['n'] as number), { parallel: 8 });
    expect(seen.size).toBe(250);
    const sizes: number[] = [];
    await Row.find()
      .cursor()
      .eachAsync((docs: unknown[]) => void sizes.push(docs.length), { batchSize: 100 });
    expect(sizes).toEqual([100, 100, 50]);
  });

  test('transform, stream, rewind and close', async () => {
    const doubled = Row.find({ n: { $lt: 3 } })
      .sort({ n: 1 })
      .cursor({ transform: (doc: Loose) => ({ twice: (doc['n'] as number) * 2 }) });
    const values: unknown[] = [];
    doubled.on('data', (value: unknown) => values.push(value));
    await new Promise((resolve) => doubled.on('end', resolve));
    expect(values).toEqual([{ twice: 0 }, { twice: 2 }, { twice: 4 }]);
    const cursor = Row.find().sort({ n: 1 }).cursor({ batchSize: 2 });
    await cursor.next();
    await cursor.close();
    expect(await rejection(cursor.next())).toMatchObject({
      name: expect.stringMatching(/MongoCursorExhaustedError|MongooseError|MongoServerError/),
    });
  });

  test('see noCursorTimeout, addCursorFlag, a session, and a lost cursor', async () => {
    const cursor = Row.find().cursor({ batchSize: 10 }).addCursorFlag('noCursorTimeout', true);
    expect(await cursor.next()).not.toBeNull();
    await cursor.close();
    await db.connection.withSession(async (session) => {
      expect((await Row.find().session(session).limit(150).cursor({ batchSize: 20 }).next())?.['n']).toBeDefined();
    });
    const raw = Row.collection.find({}, { batchSize: 2 });
    await raw.next();
    await db.connection.db?.command({ killCursors: 'rows', cursors: [raw.id] });
    await raw.next();
    expect(await rejection(raw.next())).toMatchObject({ code: 43 });
  });
});
