import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createLog } from '@shanghai/platform';
import { ratesPerMinute } from '../../dist/limits/budgets.js';
import { createRateLimit } from '../../dist/traffic/rate-limit.js';

const log = createLog('test', 'silent');
const rates = { ...ratesPerMinute, PUBLIC: 2, ANALYST: 4 };
const visitor = { role: 'PUBLIC', subject: null, address: '10.0.0.1' };
const analyst = { role: 'ANALYST', subject: 'a', address: '10.0.0.1' };
const refusal = { extensions: { code: 'RATE_LIMITED', http: { status: 429 } } };

/** How many requests of a sender are taken until one is refused. */
async function takenOf(limit: ReturnType<typeof createRateLimit>, sender: typeof visitor | typeof analyst) {
  for (let taken = 0; ; taken++)
    try {
      await limit.take(sender);
    } catch (error) {
      expect(error).toMatchObject(refusal);
      return taken;
    }
}

describe('a minute', () => {
  test('holds as many requests as the role may send, each sender for themselves', async () => {
    const limit = createRateLimit({ rates, log });
    expect(await takenOf(limit, visitor)).toBe(2);
    expect(await takenOf(limit, { ...visitor, address: '10.0.0.2' })).toBe(2);
    expect(await takenOf(limit, analyst)).toBe(4);
    expect(await takenOf(limit, { ...analyst, address: '10.0.0.9' })).toBe(0);
    expect(await takenOf(limit, { ...visitor, role: 'constructor', address: '10.0.0.3' })).toBe(2);
  });

  test('is counted by each process for itself while Redis does not answer', async () => {
    const limit = createRateLimit({ rates, log, redisUri: 'redis://127.0.0.1:9' });
    try {
      expect(await takenOf(limit, visitor)).toBe(2);
    } finally {
      limit.stop();
    }
  });
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

// Redis is an option of deployments; the machine may have none.
(hasRedis ? describe : describe.skip)('with Redis', () => {
  test('several gateways count together', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rates-'));
    const port = await freePort();
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
    let printed = '';
    for await (const text of server.stdout) if ((printed += String(text)).includes('Ready to accept')) break;
    const limits = [1, 2].map(() => createRateLimit({ rates, log, redisUri: `redis://127.0.0.1:${port}` }));
    try {
      // Until both are connected each counts for itself, which is why the counts are of another sender.
      while (!(await countsTogether(limits))) await new Promise(setImmediate);
      await limits[0]!.take(visitor);
      await limits[1]!.take(visitor);
      await expect(limits[0]!.take(visitor)).rejects.toMatchObject(refusal);
      await expect(limits[1]!.take(visitor)).rejects.toMatchObject(refusal);
    } finally {
      for (const limit of limits) limit.stop();
      server.kill();
      await once(server, 'close');
      await rm(folder, { recursive: true });
    }
  });
});

let probes = 0;

/** Whether what one has taken is missing at the other. */
async function countsTogether([one, other]: ReturnType<typeof createRateLimit>[]): Promise<boolean> {
  const probe = { ...visitor, address: `probe ${++probes}` };
  await one!.take(probe);
  return (await takenOf(other!, probe)) === 1;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
