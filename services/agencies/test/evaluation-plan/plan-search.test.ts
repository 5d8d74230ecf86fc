import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import type { StoredPlan } from '../../dist/evaluation-plan/evaluation-plan.js';
import { agencies } from '../../dist/subgraph.js';
import { people } from '../application-life.js';
import { draft, evaluator, published } from '../plan-acts.js';
import { doneRecord, ofAgency } from '../record-acts.js';

let served: ServedSubgraph;
let early: StoredPlan;
let late: StoredPlan;
let secret: StoredPlan;

beforeAll(async () => {
  served = await serveForTest(agencies);
  late = await published(
    served,
    { district: '310104', itemId: 'item-a' },
    { levels: [5], examDays: [day('2026-09-01')] },
  );
  early = await published(served, { itemId: 'item-b' });
  secret = doneRecord(await draft(served, await evaluator(served)));
});
afterAll(async () => served.stop());

const query = `query ($text: SearchText, $itemId: ID, $level: SkillLevel, $district: DistrictCode, $from: Day, $to: Day, $after: String, $first: PageSize) {
  evaluationPlans(text: $text, itemId: $itemId, level: $level, district: $district, from: $from, to: $to, first: $first, after: $after) {
    totalCount nodes { id mayAssess(asOf: "2026-07-01") isTakingApplications(asOf: "2026-08-10") } pageInfo { hasNextPage endCursor }
  }
}`;

async function found(variables: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { data } = await served.ask(query, { from: '2026-07-01', ...variables });
  return data.evaluationPlans.nodes.map(({ id }: { id: string }) => id);
}

describe('plans are found by anyone', () => {
  test('the soonest first, drafts never', async () => {
    expect(await found({})).toEqual([early._id, late._id]);
    const { data } = await served.ask(query, { from: '2026-07-01' });
    expect(data.evaluationPlans.nodes[0]).toMatchObject({ mayAssess: 'YES', isTakingApplications: true });
  });

  test('by what is asked for', async () => {
    expect(await found({ text: early.fullName })).toEqual([early._id]);
    expect(await found({ itemId: 'item-a' })).toEqual([late._id]);
    expect(await found({ itemId: 'item-c' })).toEqual([]);
    expect(await found({ level: 'JUNIOR' })).toEqual([late._id]);
    expect(await found({ level: 'CHIEF_TECHNICIAN' })).toEqual([]);
    expect(await found({ district: '310115' })).toEqual([early._id]);
    expect(await found({ from: '2026-08-20', to: '2026-08-31' })).toEqual([early._id]);
    expect(await found({ from: '2026-08-21' })).toEqual([late._id]);
    expect(await found({ from: '2026-08-01', to: '2026-08-19' })).toEqual([]);
  });

  test('by five commands at most, whatever is shown of them', async () => {
    const shown =
      'totalCount nodes { id mayAssess agency { name } filedItem { fullName } sites { name district { name } } }';
    const { commands } = await served.ask(`{ evaluationPlans(itemId: "item-a", from: "2026-07-01") { ${shown} } }`);
    expect(commands.length).toBeLessThanOrEqual(5);
  });

  test('page by page', async () => {
    const { data } = await served.ask(query, { from: '2026-07-01', first: 1 });
    expect(data.evaluationPlans).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const after = data.evaluationPlans.pageInfo.endCursor;
    expect(await found({ first: 1, after })).toEqual([late._id]);
  });
});

describe('a draft', () => {
  const one = `query ($id: ID!) { evaluationPlan(id: $id) { id availableActs } }`;
  const own = `query ($agencyId: ID!) { agencyEvaluationPlans(agencyId: $agencyId) { totalCount nodes { id status } } }`;

  test.each<[string, Caller, boolean]>([
    ['its agency', ofAgency('SELF'), true],
    ['another agency', ofAgency('agency-other'), false],
    ['the bureau of its area', people.pudong, true],
    ['the bureau of another', people.xuhui, false],
    ['the Centre', people.centre, true],
    ['an industry authority', people.industry, false],
    ['the public', people.anyone, false],
  ])('is seen by %s: %#', async (_who, caller, isSeen) => {
    const by = caller.scopes['agency'] === 'SELF' ? ofAgency(secret.agencyId) : caller;
    const { data } = await served.ask(one, { id: secret._id }, by);
    expect(data.evaluationPlan?.id ?? null).toBe(isSeen ? secret._id : null);
    if (['PUBLIC', 'INDUSTRY_AUTHORITY'].includes(by.role)) return;
    const listed = await served.ask(own, { agencyId: secret.agencyId }, by);
    expect(listed.data.agencyEvaluationPlans.totalCount).toBe(isSeen ? 1 : 0);
  });

  test('offers its acts to its agency', async () => {
    const { data } = await served.ask(one, { id: secret._id }, ofAgency(secret.agencyId));
    expect(data.evaluationPlan.availableActs).toEqual([
      ...['changeEvaluationPlan', 'publishEvaluationPlan', 'cancelEvaluationPlan'],
    ]);
  });
});
