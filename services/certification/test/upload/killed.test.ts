import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectMongo, createLog, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { certification } from '../../dist/subgraph.js';

/** In full, 100,000 certificates of twenty agencies at once. */
const SIZE = process.env['DEEP'] ? { agencies: 20, batches: 1, rows: 5_000 } : { agencies: 4, batches: 3, rows: 50 };
const ALL = SIZE.agencies * SIZE.batches;
const POINTS = ['HALF_STORED', 'STORED', 'COMMITTED'] as const;
const uploader = fileURLToPath(new URL('uploader.mjs', import.meta.url));
const log = createLog('test', 'silent');

let served: ServedSubgraph;
let uri: string;

beforeAll(async () => {
  served = await serveForTest(certification);
  uri = process.env['MONGODB_URI'] ?? `mongodb://${served.connection.host}:${served.connection.port}/`;
});
afterAll(async () => served.stop());

/** Runs the process to its end, natural or not; the batches it was told are done, and the signal that ended it. */
async function runUploader(database: string, point: string, count: number) {
  const child = spawn(process.execPath, [uploader], { stdio: ['pipe', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  child.stdin.end(JSON.stringify({ uri, database, ...SIZE, point, count }));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`it ended with ${code}: ${printed.err}`);
  return { signal, keys: printed.out.trim().split('\n').filter(Boolean) };
}

describe.each(POINTS)('FAULTS 2, FAULTS 3: uploads killed at %s', (point) => {
  test('leave every batch that was acknowledged whole, and no part of another', async () => {
    const database = `uploads_${process.pid}_${point}`.toLowerCase();
    const killed = await runUploader(database, point, Math.ceil(ALL / 2));
    expect(killed.signal).toBe('SIGKILL');
    const store = await connectMongo({ uri, database, log });
    const db = store.db!;
    const wholeBatches = async () => {
      const batches = await db.collection('certificateBatches').find().toArray();
      const counts = db.collection('certificates').aggregate([{ $group: { _id: '$batchId', rows: { $sum: 1 } } }]);
      const stored = new Map((await counts.toArray()).map(({ _id, rows }) => [_id, rows as number]));
      expect(stored).toEqual(new Map(batches.map(({ _id, rows }) => [_id, rows])));
      expect([...stored.values()].every((rows) => rows === SIZE.rows)).toBe(true);
      return new Set(batches.map(({ batchKey }) => batchKey as string));
    };
    const kept = await wholeBatches();
    for (const key of killed.keys) expect(kept).toContain(key);
    expect(await db.collection('journal').countDocuments({ aggregate: /^certificate-batch\// })).toBe(kept.size);

    const back = await runUploader(database, 'NEVER', 0);
    expect([back.signal, back.keys.length]).toEqual([null, ALL]);
    expect((await wholeBatches()).size).toBe(ALL);
    expect(await db.collection('certificates').countDocuments({})).toBe(ALL * SIZE.rows);
    expect((await verifyJournal(store)).faults).toEqual([]);
    await store.dropDatabase();
    await store.close();
  }, 600_000);
});
