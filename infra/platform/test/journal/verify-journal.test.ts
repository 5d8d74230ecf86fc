import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { anchorJournal, connectMongo, createJournal, createLog, instantAt, verifyJournal } from '../../dist/index.js';
import { databaseName, useMongo } from '../store.js';
import { accountsOf, post } from './accounts.js';

let store: Connection;
// Before the server's own, which stops it: hooks run in the order they are written.
afterAll(async () => store.close());
const mongo = useMongo();
const DAY = 86_400_000;
const midnight = instantAt(Date.UTC(2026, 0, 2));

beforeAll(async () => {
  store = await connectMongo({ uri: mongo(), database: databaseName(), log: createLog('test', 'silent') });
});

beforeEach(async () => {
  await store.dropDatabase();
  await createJournal(store);
  await accountsOf(store).createCollection();
  for (const id of ['a', 'b']) for (let at = 0; at < 4; at += 1) await post(store, { id, amount: 1, at: at * 1_000 });
  await anchorJournal(store, midnight, instantAt(midnight.getTime() + 600_000));
});

const rows = () => store.db!.collection<{ _id: string }>('journal');
const places = async () => (await verifyJournal(store)).faults.map(({ where }) => where);

describe('a journal', () => {
  test('that nobody touched is whole', async () => {
    expect(await verifyJournal(store)).toEqual({ rows: 8, aggregates: 2, anchors: 1, faults: [] });
  });

  test('grows on after an anchor, and the anchor holds', async () => {
    await post(store, { id: 'a', amount: 1, at: DAY + 1 });
    await post(store, { id: 'c', amount: 1, at: DAY + 2 });
    expect(await places()).toEqual([]);
    const second = await anchorJournal(store, instantAt(midnight.getTime() + DAY), midnight);
    expect(second.aggregates).toBe(3);
    expect(await places()).toEqual([]);
  });

  test('is anchored once for a day', async () => {
    const again = await anchorJournal(store, midnight, instantAt(0));
    expect(again.anchoredAt.getTime()).toBe(midnight.getTime() + 600_000);
  });

  test('whose text was altered names the row', async () => {
    const row = await rows().findOne({ _id: 'account/a/2' });
    await rows().updateOne(
      { _id: 'account/a/2' },
      { $set: { body: (row as unknown as { body: string }).body.replace('"amount":1', '"amount":9') } },
    );
    expect(await places()).toEqual(['account/a/2']);
  });

  test('whose text was altered together with its hash names the row after it', async () => {
    await rows().updateOne({ _id: 'account/a/2' }, { $set: { hash: '0'.repeat(64) } });
    expect(await places()).toEqual(['account/a/2', 'account/a/3']);
  });

  test('whose field says other than its text names the row', async () => {
    await rows().updateOne({ _id: 'account/b/3' }, { $set: { subject: 'somebody' } });
    expect(await places()).toEqual(['account/b/3']);
  });

  test('that lost a row in the middle names the one after it', async () => {
    await rows().deleteOne({ _id: 'account/b/2' });
    expect(await places()).toEqual(['account/b/3']);
  });

  test('that lost its last rows is told by the anchor', async () => {
    await rows().deleteMany({ aggregate: 'account/b', version: { $gte: 3 } });
    expect(await places()).toEqual(['anchor 2026-01-02T00:00:00.000Z']);
  });

  test('that lost an aggregate is told by the anchor', async () => {
    await rows().deleteMany({ aggregate: 'account/b' });
    expect(await places()).toEqual(['anchor 2026-01-02T00:00:00.000Z']);
  });
});
