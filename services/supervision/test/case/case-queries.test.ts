import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ObservedCommand, listImports } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { supervision } from '../../dist/subgraph.js';
import { NOW, caseIn, people, stored, tellAgencies } from './case-states.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, settableClock(NOW));
  await tellAgencies(served);
  for (const status of ['INVESTIGATING', 'RECTIFYING', 'CLOSED'] as const)
    for (let no = 0; no < 20; no += 1) await stored(served, caseIn(status));
});
afterAll(async () => served.stop());

async function planOf({ command }: ObservedCommand): Promise<string> {
  const query = Object.fromEntries(Object.entries(command).filter(([key]) => !/^(\$|lsid|readConcern)/.test(key)));
  return JSON.stringify(await served.connection.db!.command({ explain: query, verbosity: 'queryPlanner' }));
}

const callers = [people.pudong, people.bureau, people.agency];

describe('every way to ask for cases and restrictions', () => {
  test.each([
    'violationCases { totalCount nodes { id restrictions { id } } }',
    'violationCases(status: [RECTIFYING]) { totalCount nodes { id } }',
    'violationCases(agencyId: "enterprise", tier: SERIOUS, subjectType: AGENCY) { totalCount nodes { id } }',
    'violationCases(overdueOn: "2026-12-31", district: "310115") { totalCount nodes { id } }',
    'violationCases(effectMissing: true) { totalCount nodes { id } }',
    'restrictions(agencyId: "enterprise", activeOn: "2026-11-01", kind: EVALUATION) { totalCount nodes { id } }',
    'violationLists { id verified synthetic entries { id } }',
  ])('uses an index and asks the store a few times however many there are: %s', async (question) => {
    for (const caller of callers) {
      const { errors, commands } = await served.ask(`{ ${question} }`, {}, caller);
      expect(errors).toEqual([]);
      expect(commands.length).toBeLessThanOrEqual(3);
      const plans = await Promise.all(commands.map(planOf));
      for (const plan of plans) {
        expect(plan).not.toMatch(/"stage":"COLLSCAN"/);
        expect(plan).toMatch(/"stage":"(IXSCAN|IDHACK|COUNT_SCAN|EOF)"/);
      }
    }
  });

  test('pages through all of them once, in one order', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const query = `{ violationCases(first: 7${after === null ? '' : `, after: "${after}"`}) {
        nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await served.ask(query, {}, people.bureau);
      const { nodes, pageInfo } = data.violationCases as {
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      seen.push(...nodes.map(({ id }) => id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
  });
});

describe('the violation list', () => {
  test('that is in hand is invented, says so, is not verified, and judges no act before 1 May 2024', async () => {
    const query = (asOf: string) =>
      `{ violationLists(asOf: "${asOf}") { source verified synthetic entries { tier } } }`;
    const { data } = await served.ask(query('2026-11-01'), {}, people.bureau);
    expect(data.violationLists).toMatchObject([{ verified: false, synthetic: true }]);
    expect(data.violationLists[0].source).toContain('虚构');
    expect((await served.ask(query('2024-04-30'), {}, people.bureau)).data.violationLists).toEqual([]);
    expect(await listImports(served.connection)).toMatchObject([{ rowsIn: 6, rowsKept: 6 }]);
  });
});
