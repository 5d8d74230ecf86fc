import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ratesPerMinute } from '../../dist/limits/budgets.js';
import { freePort, hasRedis, startRedis, type TestRedis } from '../cache/redis.js';
import { keeps, shelves, useShelfGraph } from '../cache/shelf-graph.js';
import { ask } from '../running.js';
import { type ChaosProxy, startChaosProxy } from './chaos-proxy.js';
import { until } from './halves.js';
import { type Load, percentile, startLoad } from './load.js';

const DEEP = process.env['DEEP'] === '1';
const graph = useShelfGraph();
let redis: TestRedis;
let port = 0;
/** Before the Redis, so that what it is sent can be counted. */
let proxy: ChaosProxy;

/** A gateway that shares answers and counts requests in a Redis at the port; it counts all, and refuses none. */
async function gatewayAt(redisPort: number): Promise<string> {
  const redisUri = `redis://127.0.0.1:${redisPort}`;
  const rates = { ...ratesPerMinute, PUBLIC: 1_000_000 };
  return graph.gateway({
    cache: { redisUri },
    protection: {
      redisUri,
      ratesPerMinute: rates,
      concurrency: 5_000,
      callsPerSubgraph: { steady: 5_000, burst: 5_000, burstMs: 0 },
    },
  });
}

let asked = 0;
/** A question that nobody has asked yet. */
const newQuestion = (): string => `{ shelf(name: "a") { made q${++asked}: name } }`;

/** Waits until what one of them has made is given by the other. */
async function untilShared([one, other]: readonly [string, string]): Promise<void> {
  for (;;) {
    const question = newQuestion();
    await ask(one, question);
    if ((await ask(other, question)).cost.subgraphs === 0) return;
  }
}

async function statusOf(url: string): Promise<readonly [number, unknown]> {
  const response = await fetch(`${url}/readyz`);
  return [response.status, ((await response.json()) as { status: unknown }).status];
}

test('FAULTS 7: without a Redis at its start a gateway is degraded and not down, and keeps answers for itself', async () => {
  const alone = await gatewayAt(await freePort());
  expect(await statusOf(alone)).toEqual([200, 'degraded']);
  expect((await ask(alone, newQuestion())).errors).toBeUndefined();
  expect(await keeps(alone)).toBe(true);
}, 60_000);

// Redis is an option of deployments; the machine may have none.
(hasRedis ? describe : describe.skip)('two gateways with a Redis', () => {
  let urls: readonly [string, string];
  let clients: Load<Awaited<ReturnType<typeof ask>>> | undefined;
  afterEach(async () => clients?.stop());

  beforeAll(async () => {
    port = await freePort();
    redis = await startRedis(port);
    proxy = await startChaosProxy(port);
    urls = [await gatewayAt(proxy.port), await gatewayAt(proxy.port)];
    await untilShared(urls);
  });
  afterAll(async () => {
    await redis.stop();
    await proxy.stop();
  });

  /** One that has nothing in its own memory. */
  const newGateway = async (): Promise<string> => gatewayAt(proxy.port);

  /** Clients of both; a third of what they ask is new. */
  function startClients() {
    return startLoad(8, async (client, count) =>
      ask(urls[client % 2]!, count % 3 === 0 ? newQuestion() : `{ shelf(name: "a") { made l${count % 5}: name } }`),
    );
  }

  test('FAULTS 8: that is killed under load lose no answer, hear of changes, and share again when it is back', async () => {
    const load = (clients = startClients());
    const heard = async (more: number): Promise<number> => {
      const before = load.answers.length;
      await until(() => load.answers.length >= before + more);
      return load.answers.length;
    };
    const many = DEEP ? 4_000 : 200;
    await heard(many);
    const killedAt = await heard(many);
    await redis.stop();
    const goneAt = await heard(many);
    for (const url of urls) expect(await statusOf(url)).toEqual([200, 'degraded']);

    // Changes are told by the subgraph, and not by Redis.
    const old = (await ask(urls[0], '{ shelf(name: "a") { made } }')).data.shelf.made as number;
    await graph.tell('shelf');
    for (const url of urls)
      await until(async () => (await ask(url, '{ shelf(name: "a") { made } }')).data.shelf.made > old);

    redis = await startRedis(port);
    await heard(many);
    await load.stop();
    await untilShared(urls);
    expect(load.answers.every(({ answer }) => answer.status === 200 && answer.errors === undefined)).toBe(true);
    const times = [load.answers.slice(0, killedAt), load.answers.slice(killedAt, goneAt)] as const;
    const [withRedis, without] = times.map((timed) => percentile(timed, 0.99)) as [number, number];
    if (!DEEP) return;
    console.log(`p99 with Redis ${withRedis.toFixed(1)} ms, killed ${without.toFixed(1)} ms`);
    expect(without).toBeLessThanOrEqual(3 * withRedis);
  }, 120_000);

  test('FAULTS 8: without it, what all ask for at once is made once by each gateway', async () => {
    await untilShared(urls);
    await redis.stop();
    const question = newQuestion();
    const before = shelves.made;
    await Promise.all(Array.from({ length: 600 }, async (_, no) => ask(urls[no % 2]!, question)));
    expect(shelves.made - before).toBe(2);
    redis = await startRedis(port);
  });

  test('FAULTS 9: that hangs do not ask it again and again, and have what they keep themselves', async () => {
    await untilShared(urls);
    const kept = newQuestion();
    await ask(urls[0], kept);
    redis.signal('SIGSTOP');
    const before = proxy.sent();
    const stoppedAt = performance.now();
    const leastMs = DEEP ? 10_000 : 0;
    let answered = 0;
    // Each is answered while it hangs. One that waited for it would be sent to it.
    for (; answered < 300 || performance.now() - stoppedAt < leastMs; answered++) {
      const { status, errors } = await ask(urls[0], newQuestion());
      expect([status, errors]).toEqual([200, undefined]);
    }
    expect((await ask(urls[0], kept)).cost.subgraphs).toBe(0);
    expect(proxy.sent() - before).toBeLessThan(answered / 10);
    redis.signal('SIGCONT');
    await untilShared(urls);
  }, 120_000);

  test('FAULTS 10: that has forgotten all make each answer once', async () => {
    await untilShared(urls);
    const questions = Array.from({ length: 5 }, newQuestion);
    for (const question of questions) await ask(urls[0], question);
    const cold = await newGateway();
    redis.command('flushall');
    const before = shelves.made;
    const answers = await Promise.all(
      questions.flatMap((question) => Array.from({ length: 100 }, async () => ask(cold, question))),
    );
    expect(shelves.made - before).toBe(questions.length);
    expect(answers.every(({ data, errors }) => errors === undefined && data.shelf.made > before)).toBe(true);
  });

  test('FAULTS 11: that is full go on, and lose no change', async () => {
    await untilShared(urls);
    redis.command('config', 'set', 'maxmemory', '1');
    const question = newQuestion();
    const { errors, data } = await ask(urls[0], question);
    expect(errors).toBeUndefined();
    await until(async () => (await ask(urls[0], question)).cost.subgraphs === 0);
    await graph.tell('shelf');
    await until(async () => (await ask(urls[0], question)).data.shelf.made > data.shelf.made);
    redis.command('config', 'set', 'maxmemory', '0');
    await untilShared(urls);
  });

  test('FAULTS 12: that did not answer while something changed never give what it still holds of before', async () => {
    await untilShared(urls);
    const question = newQuestion();
    const before = (await ask(urls[0], question)).data.shelf.made as number;
    await until(async () => (await ask(urls[1], question)).data.shelf.made === before);
    redis.signal('SIGSTOP');
    await graph.tell('shelf');
    for (const url of urls) await until(async () => (await ask(url, question)).data.shelf.made > before);
    redis.signal('SIGCONT');
    expect(redis.command('dbsize')).not.toBe('0');
    for (const url of [...urls, await newGateway()]) {
      await untilShared([urls[0], url]);
      expect((await ask(url, question)).data.shelf.made).toBeGreaterThan(before);
    }
  }, 60_000);
});
