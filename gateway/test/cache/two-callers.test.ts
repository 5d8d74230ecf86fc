import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BATCH_PATH } from '@shanghai/platform';
import { ask } from '../running.js';
import { freePort, hasRedis, startRedis, type TestRedis } from './redis.js';
import { useShelfGraph } from './shelf-graph.js';

const ROUNDS = process.env['DEEP'] === '1' ? 1_000 : 60;
/** Rounds that are under way at once. */
const TOGETHER = 50;
const DISTRICTS = ['310101', '310115'] as const;

const graph = useShelfGraph();
let tokens: readonly string[] = [];
beforeAll(async () => {
  tokens = await Promise.all(
    DISTRICTS.map(async (district) => graph.tokenOf({ sub: 'same', role: 'DISTRICT_BUREAU', district })),
  );
});

/** Questions of which each caller has an answer of their own; the first is kept, the second, since a part of it has no time, is not. */
const questions = {
  'that is kept': (round: number) => `query Round${round} { whose }`,
  'that is made each time': (round: number) => `query Round${round} { whose room { number } }`,
} as const;

/** What the caller of a district is told, and what that cost. */
async function toldTo(url: string, caller: number, query: string) {
  const { data, errors, cost } = await ask(url, query, {}, { authorization: `Bearer ${tokens[caller]!}` });
  return { whose: data.whose, errors, cost };
}

/** Asks a question of each round, twice for each caller at once, and expects all to be told their own; gives all that was told. */
async function askRounds(urls: readonly string[], questionOf: (round: number) => string) {
  const told: Awaited<ReturnType<typeof toldTo>>[] = [];
  for (let first = 0; first < ROUNDS; first += TOGETHER) {
    const asked = Array.from({ length: Math.min(TOGETHER, ROUNDS - first) }, (_, at) => first + at).flatMap((round) =>
      [0, 1, 0, 1].map((caller, at) => ({ caller, round, url: urls[(round + at) % urls.length]! })),
    );
    const answers = await Promise.all(
      asked.map(async ({ caller, round, url }) => toldTo(url, caller, questionOf(round))),
    );
    expect(answers.map(({ whose, errors }) => [whose, errors])).toEqual(
      asked.map(({ caller }) => [JSON.stringify({ district: DISTRICTS[caller] }), undefined]),
    );
    told.push(...answers);
  }
  expect(told).toHaveLength(4 * ROUNDS);
  return told;
}

/** How many batches the subgraph was sent, by its own measures. */
async function batches(): Promise<number> {
  const text = await (await fetch(new URL('/metrics', graph.subgraph().url))).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith('http_request_duration_seconds_count') && line.includes('service="shelves"'))
    .filter((line) => line.includes(`route="/graphql${BATCH_PATH}"`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

function calls(told: readonly { readonly cost: { readonly subgraphs: number } }[]): number {
  return told.reduce((sum, { cost }) => sum + cost.subgraphs, 0);
}

describe.each(Object.entries(questions))(
  'SECURITY 18: two callers who ask the same at once, %s,',
  (kind, questionOf) => {
    const isKept = kind === 'that is kept';

    test(`are told each their own in ${ROUNDS} rounds, cold and warm, in batches, shared and kept`, async () => {
      const url = await graph.gateway();
      const before = await batches();
      const cold = await askRounds([url], questionOf);
      expect(await batches()).toBeGreaterThan(before);
      // Each asks twice: at the least some of that was shared, and never with the other.
      expect(calls(cold)).toBeGreaterThanOrEqual(2 * ROUNDS);
      expect(calls(cold)).toBeLessThan(4 * ROUNDS);

      const warm = await askRounds([url], questionOf);
      if (isKept) expect(calls(warm)).toBe(0);
      else expect(calls(warm)).toBeGreaterThanOrEqual(2);
      // One document, of which the plan, the answers and the reads under way are all known.
      const same = await askRounds([url], () => questionOf(0));
      if (isKept) expect(calls(same)).toBe(0);
    }, 120_000);
  },
);

// Redis is an option of deployments; the machine may have none.
(hasRedis ? describe : describe.skip)('SECURITY 18: two callers at two gateways that share a Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis(await freePort());
  });
  afterAll(async () => redis.stop());

  test(`are told each their own in ${ROUNDS} rounds, cold and warm`, async () => {
    const cache = { redisUri: redis.uri };
    const urls = [await graph.gateway({ cache }), await graph.gateway({ cache })];
    const questionOf = (round: number) => `query Shared${round} { whose }`;
    await askRounds(urls, questionOf);
    const later = await graph.gateway({ cache });
    const warm = await askRounds([...urls, later], questionOf);
    // Where the Redis does not answer in time an answer is made.
    expect(calls(warm)).toBeLessThan(4 * ROUNDS);
  }, 120_000);
});
