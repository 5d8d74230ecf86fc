import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { connectMongo, createLog, listEvents, verifyJournal } from '@shanghai/platform';
import { inventedRegister } from '../graph/invented-filing.js';

const LIVES = 2;
const ACTS = 3;
const SEEDS = process.env['DEEP'] ? 50 : 1;
const POINTS = [
  ['supervision', 'HALF_STORED'],
  ['supervision', 'COMMITTED'],
  ['supervision', 'APPENDED'],
  ['supervision', 'TAKEN'],
  ['agencies', 'APPENDED'],
  ['agencies', 'TAKEN'],
] as const;
const process_ = fileURLToPath(new URL('effects-process.mjs', import.meta.url));
const log = createLog('test', 'silent');
jest.setTimeout(180_000);

let uri: string;
let stop = async (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  const given = process.env['MONGODB_URI'];
  if (given !== undefined) uri = given;
  else {
    const mongo = await startEmbeddedMongo();
    uri = mongo.uri;
    stop = async () => mongo.stop();
  }
});
afterAll(async () => stop());

interface Run {
  readonly database: string;
  readonly seed: number;
  readonly side: string;
  readonly point: string;
  readonly count: number;
}

/** Runs the process to its end, natural or not; the keys it was told are done, and the signal that ended it. */
async function run(of: Run) {
  const child = spawn(process.execPath, [process_], { stdio: ['pipe', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  const filings = Array.from({ length: LIVES }, (_, no) => inventedRegister(no));
  child.stdin.end(JSON.stringify({ uri, ...of, filings }));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`it ended with ${code}: ${printed.err}`);
  return { signal, keys: printed.out.trim().split('\n').filter(Boolean) };
}

// FAULTS 3 is HALF_STORED, FAULTS 2 COMMITTED, FAULTS 4 APPENDED and FAULTS 5 TAKEN: what one service has decided the other does,
// once, and tells back, once.
describe.each(POINTS)('FAULTS 2 to 5: from decision to effect, %s killed at %s', (side, point) => {
  test.each(Array.from({ length: SEEDS }, (_, seed) => seed))('loses nothing (seed %i)', async (seed) => {
    const database = `effects_${process.pid}_${side}_${point}_${seed}`.toLowerCase();
    const killed = await run({ database, seed, side, point, count: 1 + (seed % 3) });
    expect(killed.signal).toBe('SIGKILL');
    const back = await run({ database, seed, side, point: 'NEVER', count: 0 });
    expect([back.signal, back.keys.length]).toEqual([null, LIVES * ACTS]);

    const [city, register, events] = await Promise.all(
      ['supervision', 'agencies', 'events'].map(async (name) =>
        connectMongo({ uri, database: `${database}_${name}`, log }),
      ),
    );
    const cases = await city!.db!.collection('violationCases').find().toArray();
    expect(cases.map(({ status, version }) => [status, version])).toEqual(
      Array.from({ length: LIVES }, () => ['RECTIFYING', ACTS + 2]),
    );
    for (const { effects } of cases) expect(effects).toMatchObject([{ status: 'APPLIED', appliedOn: '2026-11-01' }]);
    const suspended = await register!
      .db!.collection('filings')
      .find({ 'facts.suspensions.0.from': '2026-11-01' })
      .toArray();
    expect(suspended.map(({ facts }) => (facts as { suspensions: unknown[] }).suspensions.length)).toEqual([1, 1]);
    for (const kept of ['measures', 'restrictions'])
      expect([kept, await register!.db!.collection(kept).countDocuments()]).toEqual([kept, LIVES]);
    const passed = await listEvents(events!, 0, 1_000);
    expect(passed.map(({ _id }) => _id)).toEqual(passed.map((_, at) => at + 1));
    expect(new Set(passed.map(({ source }) => source)).size).toBe(passed.length);
    for (const type of ['measure.ordered', 'measure.applied', 'restriction.imposed'])
      expect([type, passed.filter((one) => one.type === type).length]).toEqual([type, LIVES]);
    for (const store of [city!, register!]) expect((await verifyJournal(store)).faults).toEqual([]);
    for (const connection of [city!, register!, events!]) {
      await connection.dropDatabase();
      await connection.close();
    }
  });
});
