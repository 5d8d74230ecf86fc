import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../running.js';
import { freePort, hasRedis, startRedis, type TestRedis } from './redis.js';
import { shelves, useShelfGraph } from './shelf-graph.js';

const graph = useShelfGraph();
let redis: TestRedis;
let urls: readonly string[] = [];

// Redis is an option of deployments; the machine may have none.
(hasRedis ? describe : describe.skip)('answers in a Redis', () => {
  beforeAll(async () => {
    redis = await startRedis(await freePort());
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
});
