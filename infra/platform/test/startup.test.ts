import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readEnv } from '../dist/env.js';
import { createLog } from '../dist/log.js';
import { checkRedis } from '../dist/redis.js';
import { StartupError } from '../dist/startup.js';
import { connectMongo } from '../dist/store/connect-mongo.js';
import { runSubgraph } from '../dist/subgraph/run-subgraph.js';

const platform = new URL('../dist/index.js', import.meta.url).href;

/** Runs a module that has the platform's exports in scope, and what it printed and how it ended. */
function run(body: string) {
  const source = `import * as platform from ${JSON.stringify(platform)};\n${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...printed }));
  return { child, ended };
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: unknown) => error as Error,
  );
}

/** A port that nothing listens on. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

describe('a process', () => {
  test('prints a startup error as one line and exits 1', async () => {
    const { ended } = run(
      `await platform.runProcess('books', async () => { throw new platform.StartupError('no shelf') })`,
    );
    expect(await ended).toEqual({ code: 1, out: '', err: 'books: no shelf\n' });
  });

  test('keeps the stack of an unexpected error and exits 1', async () => {
    const { ended } = run(`await platform.runProcess('books', async () => { throw new TypeError('a bug') })`);
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toMatch(/TypeError: a bug\n\s+at /);
  });

  const untilStopped = (stop: string) => `
    const hold = setInterval(() => undefined, 1000);
    await platform.runProcess('books', async () => ({ stop: ${stop} }));
    console.log('up');`;

  test.each(['SIGTERM', 'SIGINT'] as const)('stops once on %s and exits 0', async (signal) => {
    const { child, ended } = run(untilStopped(`async () => console.log('stopped')`));
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, out: 'up\nstopped\n', err: '' });
  });

  test('exits 1 at once on a second signal', async () => {
    const { child, ended } = run(untilStopped(`() => (console.log('stopping'), new Promise(() => undefined))`));
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(1);
  });
});

describe('the environment', () => {
  const variables = z.object({ PORT: z.coerce.number().int(), HOST: z.string().default('here'), NAME: z.string() });

  test('is read into values, and an empty variable is an absent one', () => {
    expect(readEnv(variables, { PORT: '4000', HOST: '', NAME: 'x' })).toEqual({ PORT: 4000, HOST: 'here', NAME: 'x' });
  });

  test('is refused in one line that has every fault and no value', () => {
    const read = () => readEnv(variables, { PORT: 'secret' });
    expect(read).toThrow(StartupError);
    expect(read).toThrow(/^[^\n]*PORT: [^\n]*; NAME: [^\n]*$/);
    expect(read).not.toThrow(/secret/);
  });

  test('of a service must name a MongoDB', async () => {
    expect(runSubgraph).toBeInstanceOf(Function);
    const { ended } = run(`
      process.env = {};
      await platform.runSubgraph({ name: 'books' })`);
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^books: the environment is not usable: MONGODB_URI: .*; PORT: must be a port\n$/);
  });
});

describe('a server that does not answer', () => {
  const log = createLog('test', 'silent');

  test('is a MongoDB named by host, without credentials', async () => {
    const host = `127.0.0.1:${await closedPort()}`;
    const uri = `mongodb://root:pa@ss/word@${host}/?directConnection=true`;
    const wellFormed = `mongodb://root:secret@${host}/?directConnection=true`;
    for (const address of [uri, wellFormed]) {
      const failure = await failureOf(connectMongo({ uri: address, database: 'x', log }));
      expect(failure).toBeInstanceOf(StartupError);
      expect(failure.message).toContain(host);
      expect(failure.message).not.toMatch(/root|word|secret|\n/);
    }
  });

  test('is a Redis named by host, without credentials', async () => {
    const host = `127.0.0.1:${await closedPort()}`;
    const failure = await failureOf(checkRedis(`redis://default:secret@${host}`));
    expect(failure).toBeInstanceOf(StartupError);
    expect(failure.message).toContain(host);
    expect(failure.message).toContain('ECONNREFUSED');
    expect(failure.message).not.toMatch(/default|secret|\n/);
  });

  test('is not asked when the address is none', async () => {
    const mongo = await failureOf(connectMongo({ uri: 'secret', database: 'x', log }));
    const redis = await failureOf(checkRedis('secret'));
    for (const failure of [mongo, redis]) {
      expect(failure).toBeInstanceOf(StartupError);
      expect(failure.message).not.toContain('secret');
    }
  });
});
