import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRedisWaker } from '../../dist/background/redis-waker.js';
import { createLog } from '../../dist/log.js';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** A log that keeps what is said. */
function keepingLog() {
  const said: string[] = [];
  return { said, log: createLog('test', 'warn', { write: (line: string) => void said.push(line) }) };
}

// Redis is an option of deployments; the machine may have none.
(hasRedis ? describe : describe.skip)('through Redis', () => {
  let port: number;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    port = await freePort();
    const flags = ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'];
    const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
    stop = async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGKILL');
      await once(server, 'close');
    };
    for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
  });
  afterAll(async () => stop());

  test('one process wakes another that listens to the topic, until Redis is gone, which is said once', async () => {
    const { said, log } = keepingLog();
    const [waker, sleeper] = [0, 1].map(() => createRedisWaker(`redis://127.0.0.1:${port}`, log));
    const heard: string[] = [];
    sleeper!.listen('acts', () => heard.push('acts'));
    sleeper!.listen('other', () => heard.push('other'));
    while (heard.length === 0) {
      waker!.wake('acts');
      await nextTurn();
    }
    expect(new Set(heard)).toEqual(new Set(['acts']));
    await stop();
    for (let at = 0; at < 10; at += 1) waker!.wake('acts');
    while (said.length < 4) await nextTurn();
    await Promise.all([waker!.stop(), sleeper!.stop()]);
    // Each of the four connections says it once.
    expect(said).toHaveLength(4);
    expect(said.every((line) => line.includes('WAKING_FAULT'))).toBe(true);
  });
});

test('a Redis that was never there keeps nobody from stopping', async () => {
  const { log } = keepingLog();
  const waker = createRedisWaker(`redis://127.0.0.1:${await freePort()}`, log);
  waker.listen('acts', () => undefined);
  waker.wake('acts');
  await waker.stop();
});
