import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { connectMongo, createLog } from '@shanghai/platform';
import { start, stop } from './started.js';

jest.setTimeout(60_000);

const main = fileURLToPath(new URL('../dist/journal/main.js', import.meta.url));
let folder: string;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a person does. */
async function verify(): Promise<Ended> {
  const env = { PATH: process.env['PATH'], DATA_DIR: folder };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main], { env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterAll(async () => rm(folder, { recursive: true }));

describe('npm run journal:verify', () => {
  test('says so where there is no journal yet', async () => {
    expect(await verify()).toEqual({ code: 0, out: 'there is no journal yet\n', err: '' });
  });

  test('tells in one line that the graph is running on the folder, and counts what is whole when it is not', async () => {
    const started = start({ DATA_DIR: folder }, '--population', 'none');
    await started.ready;
    const running = await verify();
    expect([running.code, running.out]).toEqual([1, '']);
    expect(running.err).toMatch(/^journal:verify: the data directory [^\n]* is in use by process \d+[^\n]*\n$/);
    await stop(started);
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^catalogue: [1-9]\d* rows, [1-9]\d* chains, \d+ anchors, whole$/m);
    expect(out.split('\n').filter((line) => line !== '' && !line.endsWith(', whole'))).toEqual([]);
  });

  test('names the row that was altered, and exits 1', async () => {
    const mongo = await startEmbeddedMongo({ dir: join(folder, 'mongo') });
    const log = createLog('test', 'silent');
    const store = await connectMongo({ uri: mongo.uri, database: 'catalogue', log });
    const rows = store.db!.collection<{ _id: string }>('journal');
    await rows.updateOne({ _id: 'edition/2024-08/1' }, { $set: { subject: 'nobody' } });
    await store.close();
    await mongo.stop();
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^catalogue: [1-9]\d* rows, [1-9]\d* chains, \d+ anchors, BROKEN$/m);
    expect(out).toContain('catalogue: edition/2024-08/1: its field subject is not what its text says\n');
  });
});
