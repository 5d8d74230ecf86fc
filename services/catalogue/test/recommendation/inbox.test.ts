import { describe, expect, test } from '@jest/globals';
import type { Caller } from '@shanghai/platform';
import { settableClock } from '@shanghai/platform/testing';
import type { RecommendationStatus } from '../../dist/recommendation/recommendation.js';
import { useCatalogue } from '../catalogue.js';
import { actsOn, days, recommendationIn } from './life.js';
import { callers, instant } from './recommendations.js';

const clock = settableClock(instant(days.lastToObject));
const catalogue = useCatalogue(clock);
const acts = actsOn(() => catalogue().connection);

const statuses: readonly RecommendationStatus[] = [
  'DRAFT',
  'SUBMITTED',
  'EXPERT_EVALUATION',
  'PUBLICITY',
  'LISTED',
  'NOT_SELECTED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
];

describe('what waits', () => {
  test('for the Centre is what it can act on: publicity when it is over or objected to', async () => {
    for (const status of statuses) await recommendationIn(acts, status);
    const objected = await recommendationIn(acts, 'PUBLICITY');
    expect(await waitingFor(callers.centre)).toEqual(['EXPERT_EVALUATION', 'SUBMITTED']);
    await acts.objectToRecommendation(objected._id);
    expect(await waitingFor(callers.centre)).toEqual(['EXPERT_EVALUATION', 'PUBLICITY', 'SUBMITTED']);
    clock.set(instant(days.listed));
    expect(await waitingFor(callers.centre)).toEqual(['EXPERT_EVALUATION', 'PUBLICITY', 'PUBLICITY', 'SUBMITTED']);
  });

  test('for a recommender is its own drafts, for anyone else nothing', async () => {
    expect(await waitingFor(callers.pudong)).toEqual(['DRAFT']);
    expect(await waitingFor(callers.huangpu)).toEqual([]);
    expect(await waitingFor(callers.industry)).toEqual([]);
    expect(await waitingFor(callers.bureau)).toEqual([]);
  });

  test('is read on by a cursor of the same caller and of no other list', async () => {
    const query = `query ($waiting: Boolean, $after: String) {
      occupationRecommendations(waiting: $waiting, first: 1, after: $after) { nodes { id } pageInfo { endCursor } }
    }`;
    const first = await catalogue().ask(query, { waiting: true }, callers.centre);
    const { nodes, pageInfo } = first.data.occupationRecommendations;
    const after = pageInfo.endCursor as string;
    const next = await catalogue().ask(query, { waiting: true, after }, callers.centre);
    expect(next.data.occupationRecommendations.nodes).toHaveLength(1);
    expect(next.data.occupationRecommendations.nodes).not.toEqual(nodes);
    const { errors } = await catalogue().ask(query, { waiting: false, after }, callers.centre);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_CURSOR']);
  });
});

/** The statuses of what waits for a caller, sorted; it comes the longest waiting first, and the total is its number. */
async function waitingFor(caller: Caller): Promise<string[]> {
  const query = '{ occupationRecommendations(waiting: true, first: 100) { totalCount nodes { status since } } }';
  const { totalCount, nodes } = (await catalogue().ask(query, {}, caller)).data.occupationRecommendations;
  const told = nodes as readonly { readonly status: string; readonly since: string }[];
  expect(totalCount).toBe(told.length);
  expect(told.map(({ since }) => since)).toEqual(told.map(({ since }) => since).toSorted());
  return told.map(({ status }) => status).toSorted();
}
