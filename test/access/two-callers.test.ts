import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Answer, asker, documentOf, exampleOf, type Json, useGraph } from '../graph/graph.js';

const ROUNDS = process.env['DEEP'] ? 1_000 : 40;
/** Rounds that are under way at once. */
const TOGETHER = 20;

const graph = useGraph({ applications: true });
/** Two for which something waits, and not the same. */
const DISTRICTS = ['310104', '310115'] as const;

/** What both ask: of the first each is told of their own district, the second is for everyone and is kept. */
const questions = [
  { operation: 'BureauInbox', variables: { asOf: '2026-11-01', days: 100, first: 100 } },
  { operation: 'AgencyPage', variables: exampleOf('AgencyPage') },
] as const;

/** The text of an operation under another name, which nobody has asked before. */
function named(operation: string, name: string): string {
  return documentOf(operation).replace(`query ${operation}`, `query ${name}`);
}

describe('SECURITY 18: two bureaus that ask the same at once', () => {
  let asked: readonly {
    readonly ask: ReturnType<typeof asker>;
    readonly operation: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly expected: Json;
  }[];

  beforeAll(async () => {
    const { url } = await graph().gateway({ cache: {}, protection: { isRateLimited: false } });
    asked = await Promise.all(
      DISTRICTS.flatMap((district) =>
        questions.map(async ({ operation, variables }) => {
          const claims = { sub: 'same', role: 'DISTRICT_BUREAU', district };
          const { data, errors } = await graph().as(claims)(documentOf(operation), variables);
          expect(errors).toEqual([]);
          const authorization = `Bearer ${await graph().tokenOf(claims)}`;
          return { ask: asker(url, { authorization }), operation, variables, expected: data };
        }),
      ),
    );
  });

  /** Each question of each, twice at once, in every round: all are told what they are told when nobody else asks. */
  async function askRounds(nameOf: (round: number) => string): Promise<readonly Answer[]> {
    const told: Answer[] = [];
    for (let first = 0; first < ROUNDS; first += TOGETHER) {
      const rounds = Array.from({ length: Math.min(TOGETHER, ROUNDS - first) }, (_, at) => first + at);
      const all = rounds.flatMap((round) => [...asked, ...asked].map((one) => ({ ...one, round })));
      const answers = await Promise.all(
        all.map(async ({ ask, operation, variables, round }) => ask(named(operation, nameOf(round)), variables)),
      );
      for (const [at, { data, errors }] of answers.entries()) {
        expect(errors).toEqual([]);
        expect(data).toEqual(all[at]!.expected);
      }
      told.push(...answers);
    }
    return told;
  }

  test('are told of different rows, or nothing would be shown', () => {
    const [one, ofAll, other, ofAllToo] = asked.map(({ expected }) => JSON.stringify(expected));
    expect(one).not.toBe(other);
    expect(ofAll).toBe(ofAllToo);
    expect(asked.every(({ expected }) => JSON.stringify(expected).length > 500)).toBe(true);
  });

  test(`are told each their own in ${ROUNDS} rounds, cold and warm`, async () => {
    const cold = await askRounds((round) => `Round${round}`);
    expect(cold).toHaveLength(8 * ROUNDS);
    const warm = await askRounds((round) => `Round${round}`);
    expect(warm.filter(({ subgraphCalls }) => subgraphCalls === 0).length).toBeGreaterThanOrEqual(4 * ROUNDS);
    await askRounds(() => 'Round0');
  }, 600_000);
});
