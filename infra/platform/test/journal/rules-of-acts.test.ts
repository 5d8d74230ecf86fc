import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connection, Schema } from 'mongoose';
import { instantAt } from '../../dist/clock.js';
import { createEvents, listEvents } from '../../dist/events/event-store.js';
import { relayOnce } from '../../dist/events/relay.js';
import type { ActOutcome } from '../../dist/journal/act.js';
import { createJournal } from '../../dist/journal/create-journal.js';
import { entryOf } from '../../dist/journal/journal-row.js';
import { findRow } from '../../dist/journal/journal-store.js';
import { performAct } from '../../dist/journal/perform-act.js';
import { listRefusalCounts } from '../../dist/journal/refusal-count-store.js';
import { createRefusedActs } from '../../dist/journal/refused-act-store.js';
import { stateToOthers } from '../../dist/journal/state-to-others.js';
import { tellRefusals } from '../../dist/journal/tell-refusals.js';
import { createLog } from '../../dist/log.js';
import { connectMongo } from '../../dist/store/connect-mongo.js';
import { modelOf } from '../../dist/store/model-of.js';
import { testSealer } from '../../dist/testing.js';
import { databaseName, useMongo } from '../store.js';

interface Loan {
  readonly _id: string;
  readonly version: number;
}

interface Refusal {
  readonly rule: string;
  readonly code: string;
}

const HOUR = 3_600_000;
const log = createLog('test', 'silent');
const schema = new Schema<Loan>({ _id: String, version: Number }, { versionKey: false });
const loansOf = (connection: Connection) => modelOf<Loan>(connection, 'loans', schema);
const at = (ms: number) => instantAt(Date.UTC(2026, 0, 1) + ms);

let store: Connection;
let events: Connection;
afterAll(async () => {
  for (const connection of [store, events]) await connection.dropDatabase();
  for (const connection of [store, events]) await connection.close();
});
const mongo = useMongo();

beforeAll(async () => {
  const open = async () => connectMongo({ uri: mongo(), database: databaseName(), log });
  [store, events] = [await open(), await open()];
});
beforeEach(async () => {
  for (const connection of [store, events]) await connection.dropDatabase();
  await createJournal(store);
  await createRefusedActs(store);
  await createEvents(events);
  await loansOf(store).createCollection();
});

let loans = 0;

/** Lends a book by the rules given, or refuses by those broken. */
async function lend(rules: readonly string[], broken: readonly string[], ms = 0): Promise<ActOutcome<Refusal>> {
  const id = `${++loans}`;
  return performAct<Loan, Refusal>(store, {
    aggregate: `loan/${id}`,
    name: 'lend',
    caller: { role: 'CLERK', subject: 'lin' },
    at: at(ms),
    payload: null,
    idempotencyKey: `key-${id}`,
    expectedVersion: 0,
    load: async () => Promise.resolve(null),
    decide: () =>
      broken.length > 0
        ? { accepted: false, refusals: broken.map((rule) => ({ rule, code: 'BROKEN' })) }
        : {
            accepted: true,
            state: { _id: id, version: 1 },
            reason: null,
            grounds: [],
            rules,
            event: { type: 'lent', payload: { id } },
          },
    save: async (state, _version, session) => {
      await loansOf(store).insertMany([state], { session });
    },
  });
}

const relayed = async () => {
  await relayOnce({ from: store, origin: 'library', to: events });
  return listEvents(events, 0, 100);
};
const services = { log, clock: { now: () => at(0) }, sealer: testSealer };

describe('the rules that an act was judged by', () => {
  test('stand in its journal row and in its event, with the verb', async () => {
    await lend(['LIB-1', 'LIB-2'], []);
    const row = await findRow(store, `loan/${loans}/1`);
    expect(entryOf(row!).rules).toEqual(['LIB-1', 'LIB-2']);
    expect(await relayed()).toMatchObject([{ type: 'lent', act: 'lend', rules: ['LIB-1', 'LIB-2'] }]);
  });

  test('are absent where there were none', async () => {
    await lend([], []);
    expect(await relayed()).not.toMatchObject([{ rules: expect.anything() }]);
  });

  test('are counted where they refused, with the last instant and nothing else', async () => {
    await Promise.all([1, 2, 3].map(async (ms) => lend([], ['LIB-1'], ms)));
    await lend([], ['LIB-2', 'LIB-1'], 9);
    expect(await listRefusalCounts(store)).toEqual([
      { _id: 'LIB-1', count: 4, lastAt: at(9) },
      { _id: 'LIB-2', count: 1, lastAt: at(9) },
    ]);
  });
});

describe('refusals are told', () => {
  test('when there are any, as counts, and not again before an hour has passed', async () => {
    expect(await tellRefusals.run(store, at(0), services)).toBe(0);
    await lend([], ['LIB-1'], 5);
    expect(await tellRefusals.run(store, at(10), services)).toBe(1);
    await lend([], ['LIB-1'], 15);
    expect(await tellRefusals.run(store, at(20), services)).toBe(0);
    expect(await tellRefusals.run(store, at(10 + HOUR), services)).toBe(1);
    expect(await tellRefusals.run(store, at(10 + 9 * HOUR), services)).toBe(0);
    const told = (await relayed()).map(({ payload }) => JSON.parse(payload) as unknown);
    expect(told).toEqual([
      { counts: [{ rule: 'LIB-1', count: 1, lastAt: at(5).toISOString() }] },
      { counts: [{ rule: 'LIB-1', count: 2, lastAt: at(15).toISOString() }] },
    ]);
  });
});

describe('a statement to others', () => {
  test('is made once, and again when it differs from the last', async () => {
    const say = async (shelves: number) => stateToOthers(store, { type: 'shelves', payload: { shelves } }, at(shelves));
    expect([await say(1), await say(1), await say(2), await say(1)]).toEqual([true, false, true, true]);
    expect((await relayed()).map(({ version }) => version)).toEqual([1, 2, 3]);
  });
});
