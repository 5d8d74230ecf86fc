import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { instantAt } from '../../dist/clock.js';
import { auditRetentionVariable } from '../../dist/env-variables.js';
import { createJournal } from '../../dist/journal/create-journal.js';
import { listRows } from '../../dist/journal/journal-store.js';
import { createRefusedActs, listRefusedActs } from '../../dist/journal/refused-act-store.js';
import { createLog } from '../../dist/log.js';
import { connectMongo } from '../../dist/store/connect-mongo.js';
import { databaseName, useMongo } from '../store.js';
import { accountsOf, post } from './accounts.js';

let store: Connection;
afterAll(async () => {
  await store.dropDatabase();
  await store.close();
});
const mongo = useMongo();

beforeAll(async () => {
  store = await connectMongo({ uri: mongo(), database: databaseName(), log: createLog('test', 'silent') });
});
beforeEach(async () => {
  await store.dropDatabase();
  await createJournal(store);
  await createRefusedActs(store);
  await accountsOf(store).createCollection();
});

const recorded = async () =>
  (await listRefusedActs(store, 10)).map(({ act, aggregate, codes, subject }) => [subject, act, aggregate, codes]);

describe('SECURITY 25: an act that was not done', () => {
  test('because a rule refused it is recorded with the codes, and a rehearsal is not', async () => {
    await post(store, { id: 'a', amount: -1, at: 5_000 });
    expect(await recorded()).toEqual([['lin', 'post', 'account/a', ['NOT_ENOUGH']]]);
    expect((await listRefusedActs(store, 10))[0]).toMatchObject({
      at: instantAt(Date.UTC(2026, 0, 1) + 5_000),
      role: 'CLERK',
      scopes: {},
      requestId: null,
    });
  });

  test('because of a conflict is recorded', async () => {
    await post(store, { id: 'b', amount: 1 });
    await expect(post(store, { id: 'b', amount: 1, expectedVersion: 7 })).rejects.toMatchObject({
      extensions: { code: 'CONFLICT' },
    });
    expect(await recorded()).toEqual([['lin', 'post', 'account/b', ['CONFLICT']]]);
  });

  test('is not recorded when it was done after all, nor when nobody asked for it', async () => {
    await post(store, { id: 'c', amount: 1 });
    await post(store, { id: 'c', amount: -9, key: null });
    expect(await recorded()).toEqual([]);
  });
});

describe('SECURITY 26: the audit of refused acts', () => {
  test.each([
    ['400', true],
    ['183', true],
    ['182', false],
    ['30', false],
    ['1.5', false],
  ])('that is to be kept for %s days starts: %s', (days, starts) => {
    expect(auditRetentionVariable.safeParse(days).success).toBe(starts);
  });

  test('is forgotten after the days that the environment says, though it said others before', async () => {
    const seconds = async () =>
      (await store.db!.collection('refusedActs').indexes()).find(({ name }) => name === 'expiry')?.expireAfterSeconds;
    expect(await seconds()).toBe(400 * 86_400);
    await createRefusedActs(store, 200);
    expect(await seconds()).toBe(200 * 86_400);
  });

  test('leaves the journal alone, which never expires', async () => {
    const indexes = await store.db!.collection('journal').indexes();
    expect(indexes.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)).toEqual([]);
  });
});

describe('SECURITY 29: where the journal cannot be written', () => {
  test('an act fails and leaves nothing, and the next is done when it can be again', async () => {
    const allow = async (validator: object) => store.db!.command({ collMod: 'journal', validator });
    await allow({ nothing: 'is written' });
    await expect(post(store, { id: 'd', amount: 1 })).rejects.toThrow();
    expect([await accountsOf(store).countDocuments({ _id: 'd' }), await listRows(store, 'account/d')]).toEqual([0, []]);
    await allow({});
    expect(await post(store, { id: 'd', amount: 1 })).toMatchObject({ outcome: 'DONE', version: 1 });
  });

  test('a refused act is refused all the same when the audit cannot be written', async () => {
    await store.db!.command({ collMod: 'refusedActs', validator: { nothing: 'is written' } });
    expect(await post(store, { id: 'e', amount: -1 })).toEqual({ outcome: 'REFUSED', refusals: ['NOT_ENOUGH'] });
  });
});
