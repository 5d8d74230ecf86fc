import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { Redis } from 'ioredis';
import { createLog } from '../dist/log.js';
import { type Sealer, createSealer } from '../dist/seal/sealer.js';
import { readKey, readSealingKeys } from '../dist/seal/sealing-keys.js';
import { connectMongo } from '../dist/store/connect-mongo.js';
import { findByNumber, insertPerson, prepareIndexes, resealPeople, storedRow } from './people-store.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'at-rest-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const random = () => randomBytes(32).toString('base64');
const keys = { old: `old:${random()}`, next: `next:${random()}` };
const searchKey = readKey(random())!;
const sealerOf = (text: string): Sealer => createSealer({ keys: readSealingKeys(text)!, searchKey });

/** A person whom nothing else resembles. */
const canary = { id: 'canary-1', number: '310101197703074821', phone: '13817742019' };

/** How often a text stands in any file of a folder, as UTF-8 or as UTF-16. */
async function hits(where: string, text: string): Promise<number> {
  const files = await readdir(where, { recursive: true, withFileTypes: true });
  const contents = await Promise.all(
    files.filter((file) => file.isFile()).map(({ parentPath, name }) => readFile(join(parentPath, name))),
  );
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('base64'))];
  return contents.flatMap((content) => forms.filter((form) => content.includes(form))).length;
}

test('SECURITY 22: a number that is stored sealed stands in no file of the store and in no log, before and after rotation', async () => {
  const dir = join(folder, 'mongo');
  const lines: string[] = [];
  const log = createLog('store', 'trace', { write: (line) => void lines.push(line) });
  const mongo = await startEmbeddedMongo({ dir });
  const store = await connectMongo({ uri: mongo.uri, database: 'people', log });
  await prepareIndexes(store);

  const first = sealerOf(keys.old);
  await insertPerson(store, first, canary);
  expect(await findByNumber(store, first, canary.number)).toEqual(canary);
  expect(await findByNumber(store, first, '310101197703074822')).toBeNull();

  // What a library says about a number that is there already holds the hash alone.
  const failure = await insertPerson(store, first, { ...canary, id: 'other' }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 11000 });
  expect(JSON.stringify(failure) + String(failure)).not.toContain(canary.number);
  log.error({ err: failure }, 'not stored');

  const both = sealerOf(`${keys.next},${keys.old}`);
  expect(await resealPeople(store, both)).toBe(1);
  expect(await resealPeople(store, both)).toBe(0);
  expect(await findByNumber(store, sealerOf(keys.next), canary.number)).toEqual(canary);

  const found = [canary.number, canary.phone].map(async (text) => hits(dir, text));
  expect(await Promise.all(found)).toEqual([0, 0]);
  await store.close();
  await mongo.stop();
  expect(await hits(dir, canary.number)).toBe(0);
  expect(await hits(dir, canary.phone)).toBe(0);
  // The same look finds what is not sealed.
  expect(await hits(dir, canary.id)).toBeGreaterThan(0);
  expect(lines.join('')).toContain('not stored');
  expect(lines.join('')).not.toMatch(new RegExp(`${canary.number}|${canary.phone}`));
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

// A Redis server is no part of the project: where there is none there is nothing to look into.
(hasRedis ? test : test.skip)(
  'SECURITY 22: a row that is cached as it is stored leaves no number in Redis',
  async () => {
    const mongo = await startEmbeddedMongo();
    const store = await connectMongo({ uri: mongo.uri, database: 'people', log: createLog('store', 'silent') });
    await insertPerson(store, sealerOf(keys.old), canary);
    const row = JSON.stringify(await storedRow(store, canary.id));
    await store.close();
    await mongo.stop();

    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as { port: number };
    await new Promise((closed) => free.close(closed));
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'];
    const server = spawn('redis-server', [...flags, '--rdbcompression', 'no'], { stdio: 'ignore' });
    const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    await redis.set(canary.id, row);
    await redis.save();
    expect(await redis.get(canary.id)).toBe(row);
    redis.disconnect();
    server.kill('SIGTERM');
    await once(server, 'exit');

    expect(await hits(folder, canary.number)).toBe(0);
    expect(await hits(folder, canary.phone)).toBe(0);
    expect(await hits(folder, 'canary-1')).toBeGreaterThan(0);
  },
);
