import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listRows } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { transitionOf, transitions } from '../../dist/application/application-machine.js';
import type { ApplicationStatus } from '../../dist/application/application.js';
import { agencies } from '../../dist/subgraph.js';
import { type Attempt, type TriedAct, acts, reached, ways } from '../application-acts.js';
import { codesOf, done, errorCodeOf, people, publishEdition } from '../application-life.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

const statuses = Object.keys(ways) as ApplicationStatus[];
const tried = Object.keys(acts) as TriedAct[];

/** What has to be there before an act can be done, beside the state. */
const before: Partial<Record<TriedAct, readonly TriedAct[]>> = {
  dismissObjection: ['raiseObjection'],
  upholdObjection: ['raiseObjection'],
};

/** Where an act leads, when not to the first state of its row: by what is different about it. */
const elsewhere: readonly (readonly [TriedAct, ApplicationStatus, Attempt, ApplicationStatus])[] = [
  ['recordProjectAssessment', 'PROJECT_ASSESSMENT', { passes: true }, 'AWAITING_CONSENT'],
  ['recordProjectAssessment', 'PROJECT_ASSESSMENT', { passes: false }, 'FAILED_PROJECT'],
  ['endProjectAssessment', 'PROJECT_ASSESSMENT', {}, 'ABANDONED'],
];

const steps = [
  ...elsewhere,
  ...transitions.flatMap(({ act, from, to }) =>
    act === 'draftApplication' || elsewhere.some(([other]) => other === act)
      ? []
      : from.map((status) => [act, status, {}, to.includes(status) ? status : to[0]!] as const),
  ),
];

describe('a step of machine 2 (AGY-032)', () => {
  test.each(steps)('%s leads on from %s (%o) to %s, as its row says', async (act, status, attempt, next) => {
    let application = await reached(served, status);
    for (const first of before[act] ?? []) application = done(await acts[first](served, application));
    const after = done(await acts[act](served, application, attempt));
    expect(transitionOf(act).to).toContain(next);
    expect([after.status, after.version]).toEqual([next, application.version + 1]);
    const rows = await listRows(served.connection, `application/${after._id}`);
    expect(rows).toHaveLength(after.version);
  });

  test.each(statuses)('is refused from %s when the table has none, and leaves nothing', async (status) => {
    const application = await reached(served, status);
    const illegal = tried.filter((act) => !transitionOf(act).from.includes(status));
    expect(illegal.length).toBeGreaterThan(8);
    for (const act of illegal) {
      // What was never publicised is for the public as if it were not there.
      const refused = await acts[act](served, application).then(codesOf, errorCodeOf);
      const isHidden = act === 'raiseObjection' && application.publicity === null;
      expect([act, ...refused]).toEqual([act, isHidden ? 'BAD_USER_INPUT' : 'AGY-032 ILLEGAL_TRANSITION']);
    }
    expect(await listRows(served.connection, `application/${application._id}`)).toHaveLength(application.version);
  });

  test.each([
    ['acceptApplication', 'SUBMITTED', people.bureau],
    ['consentToFiling', 'AWAITING_CONSENT', people.centre],
    ['submitApplication', 'DRAFT', people.centre],
  ] as const)('%s from %s is refused to a role that its row does not name', async (act, status, by) => {
    const application = await reached(served, status);
    const scoped = act === 'submitApplication' ? { ...by, scopes: { agency: application.applicantId } } : by;
    expect(codesOf(await acts[act](served, application, { by: scoped }))).toEqual(['AGY-017 NOT_AUTHORISED']);
  });
});
