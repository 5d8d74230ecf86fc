import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../running.js';
import { freePort, hasRedis, startRedis, type TestRedis } from './redis.js';
import { keeps, shelves, useShelfGraph } from './shelf-graph.js';

const graph = useShelfGraph();
let redis: TestRedis;
let port = 0;
let urls: readonly string[] = [];

// Redis is an option of deployments; the machine may have none.
(hasRedis ? describe : describe.skip)('answers in a Redis', () => {
  beforeAll(async () => {
    port = await freePort();
    redis = await startRedis(port);
    const cache = { redisUri: redis.uri };
    urls = [await graph.gateway({ cache }), await graph.gateway({ cache })];
  });
  afterAll(async () => redis.stop());

  /** Asks with a document of its own, so that nothing is known of it yet. */
  const question = (no: string) => `{ shelf(name: "a") { made ${no}: name } }`;

  async function untilShared(): Promise<void> {
    for (let no = 0; ; no++) {
      await ask(urls[0]!, question(`s${no}`));
      if ((await ask(urls[1]!, question(`s${no}`))).cost.subgraphs === 0) return;
    }
  }

  test('are those of all gateways, and one that is told of changes has its own no longer than the others', async () => {
    await untilShared();
    const asked = question('first');
    expect((await ask(urls[0]!, asked)).cost.subgraphs).toBe(1);
    const made = shelves.made;
    expect((await ask(urls[1]!, asked)).data.shelf.made).toBe(made);
    await graph.tell('shelf');
    for (const url of urls) while ((await ask(url, asked)).data.shelf.made === made);
  });

  test('name nothing that was asked', async () => {
    await untilShared();
    expect(redis.command('keys', '*')).not.toMatch(/shelf|310115/);
  });

  test('FAULTS 10: that are all forgotten are made once each', async () => {
    await untilShared();
    redis.command('flushall');
    const before = shelves.made;
    await Promise.all(Array.from({ length: 300 }, async () => ask(urls[0]!, question('flushed'))));
    expect(shelves.made - before).toBe(1);
  });

  test('FAULTS 11: that find no room are made, and nothing else follows', async () => {
    redis.command('config', 'set', 'maxmemory', '1');
    for (const no of ['full1', 'full2']) expect((await ask(urls[0]!, question(no))).errors).toBeUndefined();
    redis.command('config', 'set', 'maxmemory', '0');
    await untilShared();
  });

  test('FAULTS 9: are not waited for when it hangs', async () => {
    await untilShared();
    redis.signal('SIGSTOP');
    const all = await Promise.all(Array.from({ length: 50 }, async (_, no) => ask(urls[0]!, question(`hung${no}`))));
    expect(all.every(({ errors }) => errors === undefined)).toBe(true);
    // What is in the process is given as before.
    expect((await ask(urls[0]!, question('hung1'))).cost.subgraphs).toBe(0);
    redis.signal('SIGCONT');
    await untilShared();
  });

  test('FAULTS 12: are not given again when something changed while there was none', async () => {
    await untilShared();
    const before = await ask(urls[0]!, question('lost'));
    await redis.stop();
    await graph.tell('shelf');
    const { made } = before.data.shelf;
    for (const url of urls) while ((await ask(url, question('lost'))).data.shelf.made === made);
    redis = await startRedis(port);
    await untilShared();
    for (const url of urls) expect((await ask(url, question('lost'))).data.shelf.made).toBeGreaterThan(made);
  });

  test('FAULTS 8: are done without when it is killed, and shared again when it is back', async () => {
    await untilShared();
    await redis.stop();
    const all = await Promise.all(Array.from({ length: 50 }, async (_, no) => ask(urls[0]!, question(`gone${no}`))));
    expect(all.every(({ errors }) => errors === undefined)).toBe(true);
    redis = await startRedis(port);
    await untilShared();
  });

  test('FAULTS 7: are kept by the gateway alone when there was none at its start', async () => {
    const late = await graph.gateway({ cache: { redisUri: `redis://127.0.0.1:${await freePort()}` } });
    expect(await keeps(late)).toBe(true);
  });
});
