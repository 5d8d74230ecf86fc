import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectMongo, createLog, listEvents, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import type { Connection } from 'mongoose';
import { preloadedRounds } from '../../dist/round/round-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { bodyOf, editionPayload } from '../application-life.js';

const LIVES = 2;
const STEPS = 10;
const POINTS = ['HALF_STORED', 'STORED', 'COMMITTED', 'APPENDED', 'TAKEN'] as const;
/** Fifty seeds for each point when DEEP is set, else one, which is another for each. */
const seedsOf = (at: number): readonly number[] =>
  process.env['DEEP'] ? Array.from({ length: 50 }, (_, seed) => seed) : [at];
const liver = fileURLToPath(new URL('liver.mjs', import.meta.url));
const log = createLog('test', 'silent');

let served: ServedSubgraph;
let uri: string;

beforeAll(async () => {
  served = await serveForTest(agencies);
  uri = process.env['MONGODB_URI'] ?? `mongodb://${served.connection.host}:${served.connection.port}/`;
});
afterAll(async () => served.stop());

/** Runs the process to its end, natural or not; the keys it was told are done, and the signal that ended it. */
async function runLiver(database: string, seed: number, point: string, count: number) {
  const child = spawn(process.execPath, [liver], { stdio: ['pipe', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  const forms = Array.from({ length: LIVES }, (_, no) => bodyOf(no));
  child.stdin.end(
    JSON.stringify({ uri, database, seed, point, count, forms, edition: editionPayload('2025-03', LIVES) }),
  );
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`it ended with ${code}: ${printed.err}`);
  return { signal, keys: printed.out.trim().split('\n').filter(Boolean) };
}

/** At which occurrence of a point a run is killed: a receipt alone is stored in halves. */
function countOf(point: (typeof POINTS)[number], seed: number): number {
  return point === 'HALF_STORED' ? 1 + (seed % LIVES) : 1 + ((seed * 7) % (LIVES * STEPS - 5));
}

async function taken(ledger: Connection): Promise<number> {
  const totals = await ledger.db!.collection('totals').find().toArray();
  return totals.reduce((sum, one) => sum + Number(one['taken']), 0);
}

// FAULTS 3 is the first two points, FAULTS 2 the third, FAULTS 4 and FAULTS 5 the last two.
describe.each(POINTS.map((point, at) => [point, at] as const))('FAULTS 2 to 5: a service killed at %s', (point, at) => {
  test.each(seedsOf(at))(
    'has every act it acknowledged, once, and half of none (seed %i)',
    async (seed) => {
      const database = `killed_${process.pid}_${point}_${seed}`.toLowerCase();
      const killed = await runLiver(database, seed, point, countOf(point, seed));
      expect(killed.signal).toBe('SIGKILL');
      const [store, events, ledger] = await Promise.all(
        ['agencies', 'events', 'ledger'].map(async (name) =>
          connectMongo({ uri, database: `${database}_${name}`, log }),
        ),
      );
      const count = async (collection: string, where = {}) => store!.db!.collection(collection).countDocuments(where);
      expect(await count('rememberedActs')).toBeGreaterThanOrEqual(killed.keys.length);
      expect(await count('rememberedActs')).toBe(await count('journal', { aggregate: /^application\// }));
      const receipts = await count('applications', { status: 'FILED' });
      expect(await count('filings', { version: 1 })).toBe(receipts);
      expect(await count('journal', { aggregate: /^filing\// })).toBe(receipts);

      const back = await runLiver(database, seed, 'NEVER', 0);
      expect([back.signal, back.keys.length]).toEqual([null, LIVES * STEPS]);

      const all = LIVES * (STEPS + 2);
      // What the service tells when it starts, such as its rounds: once, however often it starts.
      const beside = { aggregate: { $not: /^(application|filing|site)\// } };
      const toldAtStart = await count('journal', beside);
      expect(await count('journal', { ...beside, version: 1 })).toBe(toldAtStart);
      expect(toldAtStart).toBeGreaterThan(preloadedRounds.length);
      const report = await verifyJournal(store!);
      expect([report.faults, report.rows]).toEqual([[], all + toldAtStart]);
      expect(await count('applications', { status: 'FILED', version: STEPS })).toBe(LIVES);
      for (const made of ['agencies', 'filings', 'filedItems', 'sites'])
        expect([made, await count(made, made === 'filings' ? { version: 1 } : { byAct: true })]).toEqual([made, LIVES]);
      const passed = await listEvents(events!, 0, 1_000);
      expect(passed.map(({ _id }) => _id)).toEqual(passed.map((_, at) => at + 1));
      const own = passed.filter(({ origin }) => origin === 'agencies');
      expect(new Set(own.map(({ source }) => source)).size).toBe(own.length);
      expect(own).toHaveLength(all + toldAtStart);
      expect(await taken(ledger!)).toBe(all);
      for (const connection of [store!, events!, ledger!]) {
        await connection.dropDatabase();
        await connection.close();
      }
    },
    120_000,
  );
});
