import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { backup, restore, startEmbeddedMongo } from '../dist/index.js';

// About the embedded server's own process and files: with MONGODB_URI set these still run against the embedded one.

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const ROUNDS = process.env['DEEP'] ? 25 : 3;

interface Running {
  readonly uri: string;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const cleanUp: (() => Promise<unknown>)[] = [];
const clients: MongoClient[] = [];

afterEach(async () => {
  // A client that says goodbye to a server that is gone would wait for it.
  for (const client of clients.splice(0)) await client.close();
  for (const act of cleanUp.splice(0).reverse()) await act();
});

async function directory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'durability-'));
  cleanUp.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Starts the server as a process; the answer of a process that ends instead is its exit code and what it said. */
async function launch(
  dir: string,
  port = '0',
  wrapper: readonly string[] = [],
): Promise<Running | { code: number | null; said: string }> {
  const [command = process.execPath, ...before] = wrapper;
  const node = wrapper.length > 0 ? [process.execPath] : [];
  const args = [...before, ...node, MAIN, '--dir', dir, '--port', port];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const uri = await new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const ready = /ready (\S+)/.exec(chunk.toString());
      if (ready) resolve(ready[1]);
    });
    void ended.then(() => resolve(undefined));
  });
  if (uri === undefined) return { code: await ended, said };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  cleanUp.push(() => end('SIGKILL'));
  return { uri, end };
}

async function start(dir: string, port?: string, wrapper?: readonly string[]): Promise<Running> {
  const running = await launch(dir, port, wrapper);
  if (!('uri' in running)) throw new Error(`the server did not start: ${running.said}`);
  return running;
}

async function connect(uri: string): Promise<MongoClient> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 5_000 });
  clients.push(client);
  return client;
}

/** Writes until the connection is gone; returns what was acknowledged. */
async function writeUntilKilled(
  client: MongoClient,
  kill: () => Promise<unknown>,
  after: number,
): Promise<{ singles: number[]; pairs: number[] }> {
  const db = client.db('t');
  const acknowledged = { singles: [] as number[], pairs: [] as number[] };
  let next = 0;
  const state = { alive: true };
  const singles = async (): Promise<void> => {
    while (state.alive) {
      const n = next++;
      await db.collection<{ _id: number; n: number }>('singles').insertOne({ _id: n, n: n % 10 });
      acknowledged.singles.push(n);
    }
  };
  const pairs = async (): Promise<void> => {
    while (state.alive) {
      const n = next++;
      // Not withTransaction: it would go on trying for two minutes after the server is gone.
      await client.withSession(async (session) => {
        session.startTransaction();
        await db.collection<{ _id: number }>('left').insertOne({ _id: n }, { session });
        await db.collection<{ _id: number }>('right').insertOne({ _id: n }, { session });
        await session.commitTransaction();
      });
      acknowledged.pairs.push(n);
    }
  };
  const lanes = [singles, singles, singles, singles, pairs, pairs].map((lane) =>
    lane().catch(() => {
      state.alive = false;
    }),
  );
  while (state.alive && acknowledged.singles.length + acknowledged.pairs.length < after)
    await new Promise((resolve) => setImmediate(resolve));
  await kill();
  await Promise.all(lanes);
  return acknowledged;
}

describe('a server that is killed', () => {
  test(
    'keeps every acknowledged write and no half transaction',
    async () => {
      const dir = await directory();
      const all = { singles: [] as number[], pairs: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        const server = await start(dir);
        const client = await MongoClient.connect(server.uri, { retryWrites: false, serverSelectionTimeoutMS: 300 });
        const db = client.db('t');
        if (round === 0) await db.collection('singles').createIndexes([{ key: { n: 1 } }]);
        await Promise.all(
          ['singles', 'left', 'right'].map((name) =>
            db.collection<{ _id: number }>(name).deleteMany({ _id: { $lt: 0 } }),
          ),
        );
        const offset = round * 1_000_000;
        const shifted = await writeUntilKilled(client, () => server.end('SIGKILL'), 100 + round * 37);
        await client.close();
        expect(shifted.singles.length).toBeGreaterThan(0);

        const again = await start(dir);
        const reader = await MongoClient.connect(again.uri);
        const ids = async (name: string): Promise<Set<number>> =>
          new Set(
            (
              await reader
                .db('t')
                .collection<{ _id: number }>(name)
                .find()
                .project<{ _id: number }>({ _id: 1 })
                .toArray()
            ).map(({ _id }) => _id),
          );
        const [singles, left, right] = await Promise.all([ids('singles'), ids('left'), ids('right')]);
        expect(shifted.singles.filter((n) => !singles.has(n))).toEqual([]);
        expect(shifted.pairs.filter((n) => !left.has(n))).toEqual([]);
        expect([...left].sort()).toEqual([...right].sort());
        const check = await reader.db('t').command({ validate: 'singles' });
        expect(check).toMatchObject({
          valid: true,
          nrecords: singles.size,
          keysPerIndex: { _id_: singles.size, n_1: singles.size },
        });
        expect(await reader.db('t').collection('singles').estimatedDocumentCount()).toBe(singles.size);
        await reader.db('t').dropDatabase();
        await reader
          .db('t')
          .collection('singles')
          .createIndexes([{ key: { n: 1 } }]);
        await reader.close();
        await again.end('SIGTERM');
        all.singles.push(...shifted.singles.map((n) => n + offset));
      }
      expect(all.singles.length).toBeGreaterThan(0);
    },
    ROUNDS * 20_000,
  );

  test('leaves a lock that the next server takes over', async () => {
    const dir = await directory();
    const first = await start(dir);
    await first.end('SIGKILL');
    const second = await start(dir);
    expect(await second.end('SIGTERM')).toBe(0);
  });

  test('answers a commit that is retried after the restart', async () => {
    const dir = await directory();
    const first = await start(dir);
    const client = await connect(first.uri);
    const session = client.startSession();
    session.startTransaction();
    await client.db('t').collection<{ _id: number }>('a').insertOne({ _id: 1 }, { session });
    await session.commitTransaction();
    await first.end('SIGKILL');
    await start(dir, new URL(first.uri).port);
    // Called again, the driver sends the same commit once more.
    await session.commitTransaction();
    await session.endSession();
    expect(await client.db('t').collection('a').countDocuments()).toBe(1);
  });
});

describe('a disk that is full', () => {
  test('fails the write with a code, keeps what was acknowledged, and the server goes on reading', async () => {
    const dir = await directory();
    // A limit on the size of files stands in for a full disk: it needs no rights.
    const server = await start(dir, '0', ['bash', '-c', 'trap "" XFSZ; ulimit -f 12000; exec "$0" "$@"']);
    const client = await connect(server.uri);
    const rows = client.db('t').collection<{ _id: number; text: string }>('rows');
    let stored = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await rows.insertMany(Array.from({ length: 100 }, (_, i) => ({ _id: stored + i, text: 'x'.repeat(2_000) })));
        stored += 100;
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 14031 });
    await expect(rows.insertOne({ _id: -1, text: 'x'.repeat(1_000_000) })).rejects.toMatchObject({ code: 14031 });
    expect(stored).toBeGreaterThan(0);
    expect(await rows.findOne({ _id: 5 }, { projection: { _id: 1 } })).toEqual({ _id: 5 });
    expect(await rows.estimatedDocumentCount()).toBe(stored);
    expect(await rows.countDocuments({ _id: { $gte: 0 } })).toBe(stored);
    await server.end('SIGTERM');
    const again = await start(dir);
    const reader = await connect(again.uri);
    expect(await reader.db('t').collection('rows').countDocuments({})).toBe(stored);
    expect(await reader.db('t').collection('rows').estimatedDocumentCount()).toBe(stored);
  });
});

describe('a data directory', () => {
  test('belongs to one process: the second ends with code 1 and says why', async () => {
    const dir = await directory();
    await start(dir);
    const second = await launch(dir);
    expect(second).toMatchObject({ code: 1, said: expect.stringContaining('is in use by process') });
  });

  test('belongs to one server within a process', async () => {
    const dir = await directory();
    const server = await startEmbeddedMongo({ dir });
    await expect(startEmbeddedMongo({ dir })).rejects.toThrow('is in use');
    await server.stop();
    const again = await startEmbeddedMongo({ dir });
    await again.stop();
  });

  test('keeps documents and indexes over a restart', async () => {
    const dir = await directory();
    const first = await startEmbeddedMongo({ dir });
    const writer = await MongoClient.connect(first.uri);
    const many = writer.db('t').collection<{ _id: number; n: number }>('many');
    await many.insertMany(Array.from({ length: 20_000 }, (_, i) => ({ _id: i, n: i % 100 })));
    await many.createIndexes([{ key: { n: 1 } }]);
    await writer.close();
    await first.stop();
    const second = await startEmbeddedMongo({ dir });
    const reader = await MongoClient.connect(second.uri);
    const again = reader.db('t').collection<{ _id: number; n: number }>('many');
    expect(await again.estimatedDocumentCount()).toBe(20_000);
    expect(await again.countDocuments({ n: 7 })).toBe(200);
    expect(JSON.stringify(await again.find({ n: 7 }).explain('queryPlanner'))).toContain('IXSCAN');
    await again.insertOne({ _id: 20_000, n: 7 });
    expect(await again.countDocuments({ n: 7 })).toBe(201);
    await reader.close();
    await second.stop();
  });

  test('that was not named is removed when the server stops', async () => {
    const script = `
      const { readdirSync } = await import('node:fs');
      const { startEmbeddedMongo } = await import(process.argv[1]);
      const server = await startEmbeddedMongo();
      const during = readdirSync(process.env.TMPDIR).length;
      await server.stop();
      console.log(during, readdirSync(process.env.TMPDIR).length);`;
    const index = new URL('../dist/index.js', import.meta.url).href;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, index], {
      env: { ...process.env, TMPDIR: await directory() },
    });
    expect(stdout.trim()).toBe('1 0');
  });

  test('is not opened for another host than loopback', async () => {
    await expect(startEmbeddedMongo({ host: '0.0.0.0' })).rejects.toThrow('loopback only');
  });
});

describe('a backup', () => {
  test('of a server that goes on writing is consistent, and restores to a directory of its own', async () => {
    const dir = await directory();
    const copies = await directory();
    const server = await start(dir);
    const client = await connect(server.uri);
    const rows = client.db('t').collection<{ _id: number }>('rows');
    let written = 0;
    const state = { writing: true };
    const writer = (async () => {
      // Counted when it is acknowledged: only then has a backup to have it.
      for (; state.writing; written += 1) await rows.insertOne({ _id: written });
    })();
    while (written < 200) await new Promise((resolve) => setImmediate(resolve));
    await backup(dir, join(copies, 'backup'));
    while (written < 400) await new Promise((resolve) => setImmediate(resolve));
    state.writing = false;
    await writer;
    await restore(join(copies, 'backup'), join(copies, 'restored'));
    const restored = await start(join(copies, 'restored'));
    const ids = (
      await (await connect(restored.uri)).db('t').collection<{ _id: number }>('rows').find().sort({ _id: 1 }).toArray()
    ).map(({ _id }) => _id);
    expect(ids.length).toBeGreaterThanOrEqual(200);
    expect(ids).toEqual(ids.map((_, i) => i));
  });

  test('that a server makes of itself is what others without a directory begin with, and keep for themselves', async () => {
    const kept = join(await directory(), 'kept');
    const countAfterInsert = async (uri: string, _id: number): Promise<number> => {
      const client = await MongoClient.connect(uri);
      const rows = client.db('t').collection<{ _id: number }>('rows');
      await rows.insertOne({ _id });
      const count = await rows.countDocuments();
      await client.close();
      return count;
    };
    const first = await startEmbeddedMongo();
    expect(await countAfterInsert(first.uri, 1)).toBe(1);
    await first.backup(kept);
    await expect(first.backup(kept)).rejects.toThrow('already holds data');
    await first.stop();
    const others = await Promise.all([1, 2].map(async () => startEmbeddedMongo({ from: kept })));
    for (const { uri } of others) expect(await countAfterInsert(uri, 2)).toBe(2);
    for (const one of others) await one.stop();
  });

  test('does not overwrite data', async () => {
    const dir = await directory();
    const server = await startEmbeddedMongo({ dir });
    await server.stop();
    await expect(backup(dir, dir)).rejects.toThrow('already holds data');
    await expect(restore(dir, dir)).rejects.toThrow('already holds data');
    await expect(backup(join(dir, 'absent'), join(dir, 'x'))).rejects.toThrow('no data');
  });
});
