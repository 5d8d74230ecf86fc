import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { catalogue } from '@shanghai/catalogue';
import { startOfDay } from '@shanghai/kernel';
import { type Caller, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock, testSealer } from '@shanghai/platform/testing';
import { inventedFor } from '../dist/invented-life.js';
import { recommendationPlans } from '../dist/invented-recommendations.js';
import { inventedRecommendationId, makeRecommendations } from '../dist/make-recommendations.js';

const centre: Caller = { role: 'CENTRE', subject: 'centre-1', scopes: {}, posts: [] };
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(catalogue, settableClock(startOfDay(inventedFor)));
});
afterAll(async () => served.stop());

async function all(): Promise<
  readonly { id: string; status: string; synthetic: boolean; form: { occupation: string } }[]
> {
  const query = '{ occupationRecommendations(first: 100) { nodes { id status synthetic form { occupation } } } }';
  const { data, errors } = await served.ask(query, {}, centre);
  expect(errors).toEqual([]);
  return data.occupationRecommendations.nodes;
}

test('there is a recommendation in each state of machine 1, made by acts that no rule refused', async () => {
  expect(await makeRecommendations({ store: served.connection, sealer: testSealer })).toEqual([]);
  const made = await all();
  expect(made.map(({ status }) => status).sort()).toEqual([
    ...['DRAFT', 'EXPERT_EVALUATION', 'LISTED', 'NOT_ACCEPTED'],
    ...['NOT_SELECTED', 'PUBLICITY', 'SUBMITTED', 'WITHDRAWN'],
  ]);
  expect(new Set(made.map(({ id }) => id))).toEqual(new Set(recommendationPlans.map(inventedRecommendationId)));
  for (const { form, synthetic } of made) expect([form.occupation.slice(0, 2), synthetic]).toEqual(['示例', true]);
  expect((await verifyJournal(served.connection)).faults).toEqual([]);
});

test('the one that was listed waits for the next edition, and the one that is objected to for the Centre', async () => {
  const query = '{ preparedEdition { rows { fullName levels } } }';
  const { data, errors } = await served.ask(query, {}, centre);
  expect(errors).toEqual([]);
  expect(data.preparedEdition.rows).toEqual([
    { fullName: '示例数据标注员', levels: ['JUNIOR', 'INTERMEDIATE', 'SENIOR'] },
  ]);
  await served.tick();
  expect((await all()).filter(({ status }) => status === 'PUBLICITY')).toHaveLength(1);
});

test('they are made once', async () => {
  const before = await all();
  expect(await makeRecommendations({ store: served.connection, sealer: testSealer })).toEqual([]);
  expect(await all()).toEqual(before);
});
