import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connection, Schema } from 'mongoose';
import { instantAt } from '../../dist/clock.js';
import { type Consumer, consumeOnce, lagOf, rebuild, retryParked } from '../../dist/events/consume.js';
import { createConsumers, listDeadLetters } from '../../dist/events/consumer-store.js';
import { type StoredEvent, createEvents, headOf, listEvents } from '../../dist/events/event-store.js';
import { takeLease } from '../../dist/events/lease.js';
import { startLoop } from '../../dist/events/loop.js';
import { relayOnce } from '../../dist/events/relay.js';
import { createJournal } from '../../dist/journal/create-journal.js';
import { createLog } from '../../dist/log.js';
import { connectMongo } from '../../dist/store/connect-mongo.js';
import { modelOf } from '../../dist/store/model-of.js';
import { accountsOf, post } from '../journal/accounts.js';
import { databaseName, useMongo } from '../store.js';

const log = createLog('test', 'silent');
const opened: Connection[] = [];
afterAll(async () => Promise.all(opened.map(async (connection) => connection.close())));
const mongo = useMongo();

async function open(): Promise<Connection> {
  const connection = await connectMongo({ uri: mongo(), database: databaseName(), log });
  opened.push(connection);
  return connection;
}

async function openBank(): Promise<Connection> {
  const bank = await open();
  await createJournal(bank);
  await accountsOf(bank).createCollection();
  return bank;
}

let bank: Connection;
let other: Connection;
let events: Connection;
let ledger: Connection;

beforeAll(async () => {
  [bank, other, events, ledger] = [await openBank(), await openBank(), await open(), await open()];
});

beforeEach(async () => {
  for (const connection of [bank, other]) {
    await connection.dropDatabase();
    await createJournal(connection);
    await accountsOf(connection).createCollection();
  }
  await events.dropDatabase();
  await createEvents(events);
  await ledger.dropDatabase();
  await createConsumers(ledger);
  await totalsOf(ledger).createCollection();
});

/** A read model: how much has been posted to each account, and how often. */
interface Total {
  readonly _id: string;
  readonly sum: number;
  readonly postings: number;
}
const totals = new Schema<Total>({ _id: String, sum: Number, postings: Number }, { versionKey: false });
const totalsOf = (connection: Connection) => modelOf<Total>(connection, 'totals', totals);

/** Adds up what is posted; refuses what is poison. */
function adder(poison: ReadonlySet<string> = new Set()): Consumer {
  return {
    name: 'totals',
    take: async (event, session) => {
      if (poison.has(`${event.aggregate}/${event.version}`)) throw new Error('poison');
      const { id, amount } = JSON.parse(event.payload) as { id: string; amount: number };
      await totalsOf(ledger).updateOne({ _id: id }, { $inc: { sum: amount, postings: 1 } }, { upsert: true, session });
    },
  };
}

const relay = async (from = bank, origin = 'bank') => relayOnce({ from, origin, to: events });
const consumption = (consumer: Consumer) => ({ consumer, store: ledger, events, log, attempts: 2 });
const consumeAll = async (consumer: Consumer): Promise<void> => {
  while ((await lagOf(consumption(consumer))) > 0) await consumeOnce(consumption(consumer));
};
const sums = async () => Object.fromEntries((await totalsOf(ledger).find().lean()).map(({ _id, sum }) => [_id, sum]));
const all = async (): Promise<readonly StoredEvent[]> => listEvents(events, 0, 1_000);

describe('the relay', () => {
  test('gives every act its position, one after the other, those of one aggregate in order', async () => {
    for (let at = 0; at < 5; at += 1) for (const id of ['a', 'b']) await post(bank, { id, amount: 1, at });
    expect(await relay()).toBe(10);
    expect(await relay()).toBe(0);
    const found = await all();
    expect(found.map(({ _id }) => _id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const id of ['a', 'b'])
      expect(found.filter(({ aggregate }) => aggregate === `account/${id}`).map(({ version }) => version)).toEqual([
        1, 2, 3, 4, 5,
      ]);
  });

  test('keeps the order of an aggregate when a later act has an earlier instant', async () => {
    await post(bank, { id: 'a', amount: 1, at: 5_000 });
    await post(bank, { id: 'a', amount: 1, at: 1_000 });
    await relayOnce({ from: bank, origin: 'bank', to: events, limit: 1 });
    expect((await all()).map(({ version }) => version)).toEqual([1, 2]);
  });

  test('broken off after it has appended appends nothing twice', async () => {
    await post(bank, { id: 'a', amount: 1 });
    const broken = relayOnce({
      from: bank,
      origin: 'bank',
      to: events,
      onStep: () => {
        throw new Error('broken off');
      },
    });
    await expect(broken).rejects.toThrow('broken off');
    await post(bank, { id: 'a', amount: 2 });
    expect(await relay()).toBe(2);
    expect((await all()).map(({ _id, version }) => [_id, version])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test('of two stores, and two of one store, at the same time leave no gap and no double', async () => {
    for (let at = 0; at < 10; at += 1) {
      await post(bank, { id: `a${at}`, amount: 1 });
      await post(other, { id: `b${at}`, amount: 1 });
    }
    await Promise.all([relay(), relay(), relay(other, 'other'), relay(other, 'other')]);
    const found = await all();
    expect(found.map(({ _id }) => _id)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(new Set(found.map(({ source }) => source)).size).toBe(20);
    expect(await headOf(events)).toBe(20);
  });
});

describe('a consumer', () => {
  test('applies each event once, though it is broken off and two copies run', async () => {
    for (let at = 0; at < 12; at += 1) await post(bank, { id: `a${at % 3}`, amount: 1 });
    await relay();
    let broken = false;
    const onStep = () => {
      if (broken) return;
      broken = true;
      throw new Error('broken off');
    };
    await Promise.all([consumeOnce({ ...consumption(adder()), onStep }), consumeOnce(consumption(adder()))]);
    await consumeAll(adder());
    expect(await sums()).toEqual({ a0: 4, a1: 4, a2: 4 });
  });

  test('FAULTS 6: parks what is poison with all that follow of its aggregate, and the others go on', async () => {
    for (let at = 0; at < 3; at += 1) for (const id of ['bad', 'good']) await post(bank, { id, amount: 1, at });
    await relay();
    const poisoned = adder(new Set(['account/bad/2']));
    await consumeAll(poisoned);
    expect(await sums()).toEqual({ bad: 1, good: 3 });
    expect((await listDeadLetters(ledger, 'totals')).map(({ aggregate, error }) => [aggregate, error])).toEqual([
      ['account/bad', 'poison'],
      ['account/bad', 'an earlier event of its aggregate is parked'],
    ]);
    expect(await retryParked(consumption(adder()), 'account/bad')).toBe(2);
    expect(await sums()).toEqual({ bad: 3, good: 3 });
    expect(await listDeadLetters(ledger, 'totals')).toEqual([]);
  });

  test('knows how far it is behind, and can begin anew', async () => {
    await post(bank, { id: 'a', amount: 5 });
    await relay();
    expect(await lagOf(consumption(adder()))).toBe(1);
    await consumeAll(adder());
    await rebuild(consumption(adder()), async (session) => {
      await totalsOf(ledger).deleteMany({}, { session });
    });
    expect([await lagOf(consumption(adder())), await sums()]).toEqual([1, {}]);
    await consumeAll(adder());
    expect(await sums()).toEqual({ a: 5 });
  });

  test('stops at a gap rather than pass over what it has not seen', async () => {
    for (let at = 0; at < 3; at += 1) await post(bank, { id: 'a', amount: 1, at });
    await relay();
    await events.db!.collection<{ _id: number }>('events').deleteOne({ _id: 2 });
    await expect(consumeOnce(consumption(adder()))).rejects.toThrow('event 2 is missing');
  });
});

describe('a lease', () => {
  const lease = (holder: string, now: number) =>
    takeLease(events, { name: 'relay', holder, forMs: 1_000, clock: { now: () => instantAt(now) } });

  test('has one holder, who can prolong it, until it ends', async () => {
    expect([
      await lease('a', 0),
      await lease('b', 500),
      await lease('a', 900),
      await lease('b', 1_800),
      await lease('b', 1_900),
    ]).toEqual([true, false, true, false, true]);
  });

  test('that many want at once goes to one', async () => {
    const got = await Promise.all(['a', 'b', 'c', 'd'].map(async (holder) => lease(holder, 0)));
    expect(got.filter(Boolean)).toHaveLength(1);
  });
});

test('a loop goes on after a step that failed, and can be woken and stopped', async () => {
  let steps = 0;
  let seen: (() => void) | undefined;
  const third = new Promise<void>((resolve) => (seen = resolve));
  const loop = startLoop({
    name: 'test',
    everyMs: 3_600_000,
    log,
    step: async () => {
      steps += 1;
      if (steps === 3) seen!();
      if (steps === 1) return 1;
      if (steps === 2) loop.wake();
      throw new Error('a bad step');
    },
  });
  await third;
  await loop.stop();
  expect(steps).toBe(3);
});
