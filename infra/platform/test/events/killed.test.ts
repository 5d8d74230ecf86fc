import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ClientSession, Connection } from 'mongoose';
import { listEvents } from '../../dist/events/event-store.js';
import { verifyJournal } from '../../dist/journal/verify-journal.js';
import { createLog } from '../../dist/log.js';
import { connectMongo } from '../../dist/store/connect-mongo.js';
import { databaseName, useMongo } from '../store.js';

const KEYS = 24;
const POINTS = ['HALF_STORED', 'STORED', 'COMMITTED', 'APPENDED', 'TAKEN'] as const;
/** Fifty seeds for each point when DEEP is set, else one, which is another for each. */
const seedsOf = (at: number): readonly number[] =>
  process.env['DEEP'] ? Array.from({ length: 50 }, (_, seed) => seed) : [at];
const teller = fileURLToPath(new URL('teller.mjs', import.meta.url));
const log = createLog('test', 'silent');

const opened: Connection[] = [];
// After each: a server takes so many connections and no more, and the seeds are many.
afterEach(async () => Promise.all(opened.splice(0).map(async (connection) => connection.close())));
const mongo = useMongo();

/** Runs the teller to its end, natural or not; the keys it was told are done, and the signal that ended it. */
async function runTeller(database: string, seed: number, point: string, count: number) {
  const child = spawn(process.execPath, [teller, mongo(), database, String(seed), point, String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the teller ended with ${code}: ${printed.err}`);
  return { signal, keys: printed.out.trim().split('\n').filter(Boolean) };
}

async function read(database: string, name: string): Promise<Connection> {
  const connection = await connectMongo({ uri: mongo(), database: `${database}_${name}`, log });
  opened.push(connection);
  return connection;
}

interface Within {
  readonly ids?: RegExp;
  readonly session?: ClientSession;
}

async function sumOf(
  connection: Connection,
  collection: string,
  field: string,
  { ids = /^/, session }: Within = {},
): Promise<number> {
  const found = await connection
    .db!.collection<{ _id: string; [field: string]: unknown }>(collection)
    .find({ _id: ids }, session && { session })
    .toArray();
  return found.reduce((sum, one) => sum + Number(one[field]), 0);
}

/** What there is of acts and of what they did, at one instant: a commit that was on its way outlives its process. */
async function keptBy(bank: Connection) {
  const count = async (session: ClientSession) => ({
    acts: await bank.db!.collection('rememberedActs').countDocuments({}, { session }),
    counted: await sumOf(bank, 'accounts', 'balance', { ids: /^count/, session }),
    posted: await sumOf(bank, 'accounts', 'balance', { ids: /^a/, session }),
  });
  return bank.transaction(count, { readConcern: { level: 'snapshot' } });
}

// FAULTS 3 is the first two points, FAULTS 2 the third, FAULTS 4 and FAULTS 5 the last two.
describe.each(POINTS.map((point, at) => [point, at] as const))('FAULTS 2 to 5: a process killed at %s', (point, at) => {
  test.each(seedsOf(at))(
    'has lost and doubled nothing when it is back (seed %i)',
    async (seed) => {
      const database = databaseName();
      const killed = await runTeller(database, seed, point, 1 + ((seed * 3) % 5));
      expect(killed.signal).toBe('SIGKILL');
      const [bank, events, ledger] = await Promise.all(
        ['bank', 'events', 'ledger'].map(async (name) => read(database, name)),
      );
      const kept = await keptBy(bank!);
      // What follows from an act was stored with it, or neither was.
      expect([kept.counted, kept.posted]).toEqual([kept.acts, kept.acts]);
      expect(kept.acts).toBeGreaterThanOrEqual(killed.keys.length);

      const back = await runTeller(database, seed, 'NEVER', 0);
      expect([back.signal, back.keys.length]).toEqual([null, KEYS]);

      const report = await verifyJournal(bank!);
      expect([report.faults, report.rows]).toEqual([[], 2 * KEYS]);
      const passed = await listEvents(events!, 0, 1_000);
      expect(passed.map(({ _id }) => _id)).toEqual(Array.from({ length: KEYS }, (_, at) => at + 1));
      expect(new Set(passed.map(({ source }) => source)).size).toBe(KEYS);
      expect(await sumOf(bank!, 'accounts', 'balance')).toBe(2 * KEYS);
      expect(await sumOf(ledger!, 'totals', 'sum')).toBe(KEYS);
      for (const connection of [bank!, events!, ledger!]) await connection.dropDatabase();
    },
    120_000,
  );
});
