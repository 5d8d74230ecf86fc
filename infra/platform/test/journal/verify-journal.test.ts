import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { instantAt } from '../../dist/clock.js';
import { anchorJournal } from '../../dist/journal/anchor-journal.js';
import { createJournal } from '../../dist/journal/create-journal.js';
import { rowOf } from '../../dist/journal/journal-row.js';
import { verifyJournal } from '../../dist/journal/verify-journal.js';
import { createLog } from '../../dist/log.js';
import { connectMongo } from '../../dist/store/connect-mongo.js';
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
  await anchorJournal(store, midnight);
});

const rows = () => store.db!.collection<{ _id: string }>('journal');
const heads = () => store.db!.collection('anchoredHeads');
const places = async () => (await verifyJournal(store)).faults.map(({ where }) => where);

describe('SECURITY 26: a journal', () => {
  test('that nobody touched is whole', async () => {
    expect(await verifyJournal(store)).toEqual({ rows: 8, aggregates: 2, anchors: 1, faults: [] });
  });

  test('grows on after an anchor, and the anchor holds', async () => {
    await post(store, { id: 'a', amount: 1, at: DAY + 1 });
    await post(store, { id: 'c', amount: 1, at: DAY + 2 });
    expect(await places()).toEqual([]);
    const second = await anchorJournal(store, instantAt(midnight.getTime() + DAY));
    expect(second.aggregates).toBe(3);
    expect(await places()).toEqual([]);
  });

  test('is anchored once for a day', async () => {
    await post(store, { id: 'c', amount: 1 });
    const again = await anchorJournal(store, instantAt(midnight.getTime() + 1));
    expect([again.anchoredAt, again.aggregates]).toEqual([midnight, 2]);
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

  test('that was given a row names it, whatever follows it', async () => {
    const forged = { aggregate: 'account/b', act: 'post', caller: { role: 'CLERK', subject: 'lin' }, reason: null };
    const entry = { ...forged, at: '2026-01-01T00:00:09.000Z', grounds: [], before: null, after: 1, event: null };
    await rows().insertOne({ ...rowOf({ ...entry, version: 6 }, 'a hash') });
    expect(await places()).toEqual(['account/b/6']);
  });

  test('whose rows have changed places names both, and the one after them', async () => {
    const [second, third] = [
      await rows().findOne({ _id: 'account/a/2' }),
      await rows().findOne({ _id: 'account/a/3' }),
    ];
    const contentOf = ({ body, hash }: Record<string, unknown>) => ({ body, hash });
    await rows().updateOne({ _id: 'account/a/2' }, { $set: contentOf(third!) });
    await rows().updateOne({ _id: 'account/a/3' }, { $set: contentOf(second!) });
    expect(await places()).toEqual(['account/a/2', 'account/a/3', 'account/a/4']);
  });

  test.each([
    ['text', { body: 'no text at all' }],
    ['text', { body: 'null' }],
    ['instant', { at: 'yesterday' }],
    ['instant', { at: null }],
  ])('whose %s is no such thing names the row', async (_, change) => {
    await rows().updateOne({ _id: 'account/a/2' }, { $set: change });
    expect(await places()).toContain('account/a/2');
  });

  test('that lost a row in the middle names the one after it', async () => {
    await rows().deleteOne({ _id: 'account/b/2' });
    expect(await places()).toEqual(['account/b/3']);
  });

  test('that lost its last rows is told by the anchor', async () => {
    await rows().deleteMany({ aggregate: 'account/b', version: { $gte: 3 } });
    expect(await places()).toEqual(['account/b/4']);
  });

  test('that lost an aggregate is told by the anchor, and by the next', async () => {
    await rows().deleteMany({ aggregate: 'account/b' });
    expect(await places()).toEqual(['account/b/4']);
    await anchorJournal(store, instantAt(midnight.getTime() + DAY));
    expect(await places()).toEqual(['account/b/4']);
  });

  test('whose anchored heads were made to fit is told by the anchor', async () => {
    await rows().deleteMany({ aggregate: 'account/b', version: { $gte: 3 } });
    const kept = await rows().findOne({ _id: 'account/b/2' });
    const { hash } = kept as unknown as { hash: string };
    await heads().updateOne({ aggregate: 'account/b' }, { $set: { version: 2, hash } });
    expect(await places()).toEqual(['anchor 2026-01-02']);
  });

  test('is anchored whatever instants its acts have: a clock may have been set back', async () => {
    await post(store, { id: 'a', amount: 1, at: -9 * DAY });
    expect(await places()).toEqual([]);
    await anchorJournal(store, instantAt(midnight.getTime() + DAY));
    expect(await places()).toEqual([]);
  });

  test('is not the worse for an anchor that was broken off', async () => {
    await post(store, { id: 'a', amount: 1 });
    await heads().insertOne({ run: 'broken off', aggregate: 'account/a', version: 5, hash: 'none' });
    expect(await places()).toEqual([]);
    await Promise.allSettled(
      [1, 1].map(async (days) => anchorJournal(store, instantAt(midnight.getTime() + days * DAY))),
    );
    expect(await verifyJournal(store)).toMatchObject({ anchors: 2, faults: [] });
  });
});
