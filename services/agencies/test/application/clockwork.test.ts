import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { historyOf } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { endProjectAssessments } from '../../dist/application/acts/end-project-assessment.js';
import { agencies } from '../../dist/subgraph.js';
import { acts, reached } from '../application-acts.js';
import { instant, lawfulForm } from '../application-facts.js';
import { BEGIN, bodyOf, done, itemNameOf, materialsFor, publishEdition } from '../application-life.js';

const clock = settableClock(instant(BEGIN));
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
  await publishEdition(served);
});
afterAll(async () => served.stop());

/** A form for the items of three numbers. */
function threeItems(no: number) {
  const names = [no, no + 1, no + 2].map(itemNameOf);
  const [item] = bodyOf(no).items;
  return {
    items: names.map((fullName) => ({ ...item!, fullName })),
    sites: lawfulForm().sites.map((site) => ({ ...site, itemNames: names })),
    materials: materialsFor(names),
  };
}

test('ends what is overdue the day after its last day, by what was finished (AGY-020), and once in any number of copies', async () => {
  const none = await reached(served, 'PROJECT_ASSESSMENT', { no: 10, form: threeItems(10) });
  const one = await reached(served, 'PROJECT_ASSESSMENT', { no: 20, form: threeItems(20) });
  const failed = await reached(served, 'PROJECT_ASSESSMENT', { no: 30, form: threeItems(30) });
  done(await acts.recordProjectAssessment(served, one, { passes: true }));
  done(await acts.recordProjectAssessment(served, failed, { passes: false }));

  clock.set(instant('2025-06-24T23:59:59+08:00'));
  expect(await served.tick()).toBe(0);
  clock.set(instant('2025-06-25T00:00:00+08:00'));
  const services = { clock, log: undefined as never, sealer: undefined as never };
  const copies = [0, 1, 2].map(async () => endProjectAssessments.run(served.connection, clock.now(), services));
  expect((await Promise.all(copies)).reduce((sum, ended) => sum + ended, 0)).toBe(3);
  expect(await served.tick()).toBe(0);

  const lastOf = async (id: string) =>
    (await historyOf(served.connection, `application/${id}`, { first: 100 })).at(-1)!;
  const stateOf = async (id: string) => {
    const { act, caller, after } = await lastOf(id);
    const { status, items } = after as typeof one;
    return [act, caller.role, status, ...items.map((item) => item.status)];
  };
  const ended = ['endProjectAssessment', 'SYSTEM'];
  expect(await stateOf(none._id)).toEqual([...ended, 'ABANDONED', 'ABANDONED', 'ABANDONED', 'ABANDONED']);
  expect(await stateOf(one._id)).toEqual([...ended, 'AWAITING_CONSENT', 'PASSED', 'ABANDONED', 'ABANDONED']);
  expect(await stateOf(failed._id)).toEqual([...ended, 'FAILED_PROJECT', 'FAILED', 'ABANDONED', 'ABANDONED']);
});
