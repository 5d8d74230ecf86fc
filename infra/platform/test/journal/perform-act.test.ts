import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { createJournal } from '../../dist/journal/create-journal.js';
import { historiesOf, historyOf } from '../../dist/journal/history.js';
import { entryOf } from '../../dist/journal/journal-row.js';
import { countRows, listRows } from '../../dist/journal/journal-store.js';
import { verifyJournal } from '../../dist/journal/verify-journal.js';
import { createLog } from '../../dist/log.js';
import { connectMongo } from '../../dist/store/connect-mongo.js';
import { databaseName, useMongo } from '../store.js';
import { accountsOf, post, rehearsePost } from './accounts.js';

let store: Connection;
// Before the server's own, which stops it: hooks run in the order they are written.
afterAll(async () => {
  await store.dropDatabase();
  await store.close();
});
const mongo = useMongo();

beforeAll(async () => {
  store = await connectMongo({ uri: mongo(), database: databaseName(), log: createLog('test', 'silent') });
  await createJournal(store);
  await accountsOf(store).createCollection();
});

async function balanceOf(id: string): Promise<number | undefined> {
  return (await accountsOf(store).findById(id).lean())?.balance;
}

async function journalOf(id: string) {
  return (await listRows(store, `account/${id}`)).map(entryOf);
}

describe('an act', () => {
  test('that is accepted stores the state and one row that says who, when, why and what', async () => {
    expect(await post(store, { id: 'a', amount: 5, at: 1_000 })).toEqual({
      outcome: 'DONE',
      version: 1,
      after: { owner: '***', balance: 5 },
      isRepeated: false,
    });
    expect(await balanceOf('a')).toBe(5);
    expect(await journalOf('a')).toEqual([
      {
        aggregate: 'account/a',
        version: 1,
        act: 'post',
        caller: { role: 'CLERK', subject: 'lin' },
        at: '2026-01-01T00:00:01.000Z',
        reason: 'as asked',
        grounds: ['the law of cash'],
        before: null,
        after: { owner: '***', balance: 5 },
        event: { type: 'posted', payload: { id: 'a', amount: 5, balance: 5 } },
      },
    ]);
  });

  test('that is refused says why and leaves nothing, and its key is free', async () => {
    const refused = { id: 'b', amount: -1, key: 'again' };
    expect(await post(store, refused)).toEqual({ outcome: 'REFUSED', refusals: ['NOT_ENOUGH'] });
    expect([await balanceOf('b'), await journalOf('b')]).toEqual([undefined, []]);
    await post(store, { id: 'b', amount: 3 });
    expect(await post(store, refused)).toMatchObject({ outcome: 'DONE', version: 2 });
  });

  test('asked for again with its key gets the first answer, whatever has happened since', async () => {
    const first = { id: 'c', amount: 7, key: 'once', expectedVersion: 0 };
    await post(store, first);
    await post(store, { id: 'c', amount: 1 });
    expect(await post(store, first)).toEqual({
      outcome: 'DONE',
      version: 1,
      after: { owner: '***', balance: 7 },
      isRepeated: true,
    });
    expect(await balanceOf('c')).toBe(8);
  });

  test('with the key of another request is a conflict; the key of another caller is another key', async () => {
    await post(store, { id: 'd', amount: 1, key: 'mine' });
    await expect(post(store, { id: 'd', amount: 2, key: 'mine' })).rejects.toMatchObject({
      extensions: { code: 'CONFLICT', argument: 'idempotencyKey' },
    });
    expect(await post(store, { id: 'd', amount: 2, key: 'mine', subject: 'wu' })).toMatchObject({
      outcome: 'DONE',
      version: 2,
    });
  });

  test('on a version that is gone is a conflict that names the one that is', async () => {
    await post(store, { id: 'e', amount: 1 });
    await post(store, { id: 'e', amount: 1 });
    await expect(post(store, { id: 'e', amount: 1, expectedVersion: 1 })).rejects.toMatchObject({
      extensions: { code: 'CONFLICT', currentVersion: 2 },
    });
    expect(await balanceOf('e')).toBe(2);
  });

  test('that breaks off in the middle leaves nothing', async () => {
    const look = async (): Promise<string | null> => Promise.reject(new Error('out of luck'));
    await expect(post(store, { id: 'f', amount: 1, look })).rejects.toThrow('out of luck');
    expect([await balanceOf('f'), await journalOf('f')]).toEqual([undefined, []]);
  });
});

describe('acts at the same time', () => {
  test('on one aggregate each count once, in some order, with their retries', async () => {
    const postings = Array.from({ length: 40 }, (_, at) => ({ id: 'g', amount: 1, key: `g-${at}` }));
    const outcomes = await Promise.all(
      [...postings, ...postings.slice(0, 10)].map(async (posting) => post(store, posting)),
    );
    expect(outcomes.every(({ outcome }) => outcome === 'DONE')).toBe(true);
    expect(outcomes.filter((one) => one.outcome === 'DONE' && one.isRepeated)).toHaveLength(10);
    expect(await balanceOf('g')).toBe(40);
    expect((await journalOf('g')).map(({ version }) => version)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  test('that expect the same version: one wins, the others are told', async () => {
    await post(store, { id: 'h', amount: 1 });
    const settled = await Promise.allSettled(
      Array.from({ length: 8 }, async () => post(store, { id: 'h', amount: 1, expectedVersion: 1 })),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of settled)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ extensions: { code: 'CONFLICT', currentVersion: 2 } });
    expect(await balanceOf('h')).toBe(2);
  });

  test('that make the same aggregate: one does', async () => {
    const settled = await Promise.allSettled(
      Array.from({ length: 5 }, async () => post(store, { id: 'i', amount: 1, expectedVersion: 0 })),
    );
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await balanceOf('i')).toBe(1);
  });

  test('under one guard are decided one after the other, though they touch different aggregates', async () => {
    // A rule across aggregates: at most three accounts of the club.
    const look = async (session: Parameters<NonNullable<Parameters<typeof post>[1]['look']>>[0]) =>
      (await accountsOf(store)
        .countDocuments({ _id: /^club-/ })
        .session(session)) < 3
        ? null
        : 'CLUB_IS_FULL';
    const outcomes = await Promise.all(
      Array.from({ length: 9 }, async (_, at) => post(store, { id: `club-${at}`, amount: 1, guards: ['club'], look })),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'DONE')).toHaveLength(3);
    expect(outcomes.filter(({ outcome }) => outcome === 'REFUSED')).toHaveLength(6);
    expect(await accountsOf(store).countDocuments({ _id: /^club-/ })).toBe(3);
  });
});

describe('an act with a consequence', () => {
  test('changes both aggregates, each with a row and an event of its own, and a retry changes neither', async () => {
    await post(store, { id: 'payer', amount: 9 });
    const payment = { id: 'payer', to: 'payee', amount: -4, key: 'pay', at: 2_000 };
    expect(await post(store, payment)).toMatchObject({ outcome: 'DONE', version: 2 });
    expect(await post(store, payment)).toMatchObject({ outcome: 'DONE', version: 2, isRepeated: true });
    expect([await balanceOf('payer'), await balanceOf('payee')]).toEqual([5, 4]);
    expect(await journalOf('payee')).toEqual([
      {
        aggregate: 'account/payee',
        version: 1,
        act: 'receive',
        caller: { role: 'CLERK', subject: 'lin' },
        at: '2026-01-01T00:00:02.000Z',
        reason: 'as asked',
        grounds: [],
        before: null,
        after: { owner: '***', balance: 4 },
        event: { type: 'received', payload: { id: 'payee', amount: 4 } },
        cause: 'account/payer/2',
      },
    ]);
  });

  test('that cannot happen does not happen itself', async () => {
    await post(store, { id: 'rich', amount: 1_000 });
    await post(store, { id: 'giver', amount: 1 });
    await expect(post(store, { id: 'giver', to: 'rich', amount: -1 })).rejects.toThrow('full');
    expect([await balanceOf('giver'), await balanceOf('rich')]).toEqual([1, 1_000]);
    expect([(await journalOf('giver')).length, (await journalOf('rich')).length]).toEqual([1, 1]);
  });

  test('on one aggregate with many others at the same time: each counts once', async () => {
    const payers = Array.from({ length: 12 }, (_, at) => `sender-${at}`);
    await Promise.all(payers.map(async (id) => post(store, { id, amount: 2 })));
    await Promise.all([
      ...payers.map(async (id) => post(store, { id, to: 'receiver', amount: -2 })),
      ...payers.slice(0, 4).map(async () => post(store, { id: 'receiver', amount: 1 })),
    ]);
    expect(await balanceOf('receiver')).toBe(28);
    expect((await journalOf('receiver')).map(({ version }) => version)).toEqual(
      Array.from({ length: 16 }, (_, at) => at + 1),
    );
  });
});

describe('a rehearsal', () => {
  test('tells what the act would do, and leaves nothing', async () => {
    await post(store, { id: 'actor', amount: 3 });
    const posting = { id: 'actor', amount: 2, key: 'rehearsed', guards: ['stage'] };
    const rehearsed = await rehearsePost(store, posting);
    expect(rehearsed).toEqual({ outcome: 'WOULD_BE_DONE', version: 2, after: { owner: '***', balance: 5 } });
    expect([await balanceOf('actor'), (await journalOf('actor')).length]).toEqual([3, 1]);
    expect(await post(store, posting)).toMatchObject({ version: 2, after: { balance: 5 }, isRepeated: false });
  });

  test('is refused and in conflict where the act would be', async () => {
    await post(store, { id: 'extra', amount: 3 });
    expect(await rehearsePost(store, { id: 'extra', amount: -4 })).toEqual({
      outcome: 'REFUSED',
      refusals: ['NOT_ENOUGH'],
    });
    await expect(rehearsePost(store, { id: 'extra', amount: 1, expectedVersion: 7 })).rejects.toMatchObject({
      extensions: { code: 'CONFLICT', currentVersion: 1 },
    });
  });
});

describe('a history', () => {
  test('is read in pages, from the first act on', async () => {
    for (let at = 0; at < 5; at += 1) await post(store, { id: 'old', amount: 1, at });
    const versions = async (page: Parameters<typeof historyOf>[2]) =>
      (await historyOf(store, 'account/old', page)).map(({ version }) => version);
    expect([await versions({ first: 2 }), await versions({ first: 9, after: 2 })]).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(await countRows(store, 'account/old')).toBe(5);
  });

  test('of many aggregates is read at once, with how long each is', async () => {
    for (let at = 0; at < 3; at += 1) await post(store, { id: 'long', amount: 1, at });
    await post(store, { id: 'short', amount: 1 });
    const found = await historiesOf(store, ['account/long', 'account/short', 'account/none'], 2);
    expect([...found].map(([aggregate, { entries, count }]) => [aggregate, entries.length, count])).toEqual([
      ['account/long', 2, 3],
      ['account/short', 1, 1],
      ['account/none', 0, 0],
    ]);
  });
});

test('after all of this every chain is whole', async () => {
  expect((await verifyJournal(store)).faults).toEqual([]);
});
