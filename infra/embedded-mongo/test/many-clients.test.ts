import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Db } from 'mongodb';
import { useServer } from './harness.js';

const server = useServer();
const DEEP = process.env['DEEP'] !== undefined;

interface Row {
  _id: number;
  n: number;
  text: string;
}

describe('a read that no index bounds', () => {
  let rows: Collection<Row>;

  beforeAll(async () => {
    rows = server.db().collection<Row>('rows');
    for (let at = 0; at < 60_000; at += 10_000) {
      await rows.insertMany(
        Array.from({ length: 10_000 }, (_, i) => ({ _id: at + i, n: (at + i) % 97, text: 'x'.repeat(100) })),
      );
    }
  });

  const reads: Record<string, () => Promise<unknown>> = {
    'a scan': () => rows.find({ text: 'absent' }).toArray(),
    'a sort': () => rows.find().sort({ text: 1, n: -1 }).limit(5).toArray(),
    'a group': () => rows.aggregate([{ $group: { _id: '$n', sum: { $sum: '$n' } } }]).toArray(),
    'a count': () => rows.countDocuments({ text: { $ne: 'x' } }),
    'a distinct': () => rows.distinct('n', { text: { $exists: true } }),
    'an update of what is not there': () => rows.updateMany({ text: 'absent' }, { $set: { n: 1 } }),
  };

  test.each(Object.keys(reads))('%s does not hold up the point reads of another client', async (name) => {
    const order: string[] = [];
    const long = (reads[name] as () => Promise<unknown>)().then(() => order.push('long'));
    for (let i = 0; i < 5; i++) await rows.findOne({ _id: i });
    order.push('points');
    await long;
    expect(order).toEqual(['points', 'long']);
  });

  test('and its writes do not miss a document that others move meanwhile', async () => {
    const update = rows.updateMany({ text: { $ne: 'absent' } }, { $inc: { touched: 1 } });
    for (let i = 0; i < 50; i++) await rows.updateOne({ _id: i * 1000 }, { $set: { text: `moved ${i}` } });
    expect(await update).toMatchObject({ matchedCount: 60_000 });
    expect(await rows.countDocuments({ touched: 1 })).toBe(60_000);
  });
});

describe('clients that write the same documents', () => {
  let db: Db;

  beforeAll(() => {
    db = server.db();
  });

  test('lose no increment', async () => {
    const counters = db.collection<{ _id: string; n: number }>('counters');
    await counters.insertOne({ _id: 'a', n: 0 });
    await Promise.all(Array.from({ length: 400 }, () => counters.updateOne({ _id: 'a' }, { $inc: { n: 1 } })));
    expect(await counters.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 400 });
  });

  test('insert a unique key once', async () => {
    const unique = db.collection('unique');
    await unique.createIndexes([{ key: { k: 1 }, unique: true }]);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => unique.insertOne({ k: 1 })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 11000 });
  });

  test('upsert one document together', async () => {
    const upserted = db.collection('upserted');
    await upserted.createIndexes([{ key: { k: 1 }, unique: true }]);
    await Promise.all(
      Array.from({ length: 50 }, () => upserted.updateOne({ k: 1 }, { $inc: { n: 1 } }, { upsert: true })),
    );
    expect(await upserted.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ k: 1, n: 50 }]);
  });

  test('move money in transactions: no reader ever sees another sum', async () => {
    const accounts = db.collection<{ _id: number; cents: number }>('accounts');
    await accounts.insertMany(Array.from({ length: 5 }, (_, i) => ({ _id: i, cents: 100 })));
    const transfer = async (seed: number): Promise<void> => {
      const [from, to] = [seed % 5, (seed * 3 + 1) % 5];
      await server.client.withSession((session) =>
        session.withTransaction(async () => {
          await accounts.updateOne({ _id: from }, { $inc: { cents: -7 } }, { session });
          await accounts.updateOne({ _id: to }, { $inc: { cents: 7 } }, { session });
        }),
      );
    };
    const sum = async (): Promise<number> => {
      const [total] = await accounts
        .aggregate<{ sum: number }>([{ $group: { _id: null, sum: { $sum: '$cents' } } }])
        .toArray();
      return total?.sum ?? NaN;
    };
    const inTransaction = (): Promise<number> =>
      server.client.withSession((session) =>
        session.withTransaction(async () => {
          let total = 0;
          for (let i = 0; i < 5; i++) total += (await accounts.findOne({ _id: i }, { session }))?.cents ?? NaN;
          return total;
        }),
      );
    const rounds = DEEP ? 40 : 6;
    for (let round = 0; round < rounds; round++) {
      const transfers = Array.from({ length: 10 }, (_, i) => transfer(round * 10 + i));
      const sums = await Promise.all([sum(), inTransaction(), inTransaction(), sum()]);
      expect(sums).toEqual([500, 500, 500, 500]);
      await Promise.all(transfers);
    }
    expect(await sum()).toBe(500);
  });
});
