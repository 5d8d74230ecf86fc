import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { draftApplication } from '../../dist/application/acts/draft-application.js';
import { submitApplication } from '../../dist/application/acts/submit-application.js';
import type { StoredApplication } from '../../dist/application/application.js';
import type { ApplicationActOutcome } from '../../dist/application/perform-on-application.js';
import { agencies } from '../../dist/subgraph.js';
import { type Attempt, type TriedAct, acts } from '../application-acts.js';
import { BEGIN, acting, applicantOf, bodyOf, codesOf, done, newKey, on, publishEdition } from '../application-life.js';

const AGENCIES = process.env['DEEP'] ? 50 : 6;
const EACH = process.env['DEEP'] ? 20 : 10;
const ITEMS = Math.ceil(AGENCIES / 5);
const RETRY_EVERY = 20;
/** Which application of each agency fails its assessment: it is for an item of its own, and the next ones are locked. */
const FAILS = 6;

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

let sent = 0;

/** Sends a request, and every twentieth a second time with the same key while the first is under way. */
async function send(request: () => Promise<ApplicationActOutcome>): Promise<ApplicationActOutcome> {
  sent += 1;
  if (sent % RETRY_EVERY !== 0) return request();
  const [first, second] = await Promise.all([request(), request()]);
  // What was refused is judged anew, by what there is then.
  if ('application' in first && 'application' in second) expect(second.application).toEqual(first.application);
  return 'application' in first ? first : second;
}

/** Does one act after the other, until one is refused. */
async function go(
  application: StoredApplication,
  steps: readonly (TriedAct | readonly [TriedAct, Attempt])[],
): Promise<{ readonly application: StoredApplication; readonly refused: readonly string[] }> {
  let current = application;
  for (const step of steps) {
    const [act, attempt] = typeof step === 'string' ? [step, {}] : step;
    const outcome = await acts[act](served, current, attempt);
    if ('refusals' in outcome) return { application: current, refused: codesOf(outcome) };
    current = outcome.application;
  }
  return { application: current, refused: [] };
}

interface Sent {
  readonly id: string;
  readonly submission: readonly string[];
  readonly receipt: readonly string[] | null;
  readonly wasLocked: boolean;
}

/** All applications of one agency, one after the other. */
async function applyAll(no: number): Promise<readonly Sent[]> {
  const results: Sent[] = [];
  for (let at = 0; at < EACH; at += 1) results.push(await applyOnce(no, at));
  return results;
}

async function applyOnce(no: number, at: number): Promise<Sent> {
  const wasLocked = at > FAILS;
  const { items, sites, materials } = bodyOf(at === FAILS ? 200 + no : (no + at) % ITEMS);
  const form = bodyOf(no, { items, sites, materials });
  const applicant = acting(served, applicantOf({ applicantId: `agency-${no}` }), BEGIN);
  const key = newKey();
  const draft = done(await send(async () => draftApplication(applicant, { form, idempotencyKey: key })));
  const recommended = await go(draft, ['recommendApplication', 'recommendSites']);
  const ready = on(recommended.application);
  const submission = await send(async () => submitApplication(applicant, ready));
  if ('refusals' in submission) return { id: draft._id, submission: codesOf(submission), receipt: null, wasLocked };
  const assessed = await go(submission.application, [
    'acceptApplication',
    'startAgencyAssessment',
    at === FAILS ? 'failAgencyAssessment' : 'passAgencyAssessment',
  ]);
  if (at === FAILS) return { id: draft._id, submission: [], receipt: null, wasLocked };
  const filed = await go(assessed.application, ['recordProjectAssessment', 'consentToFiling', 'issueReceipt']);
  return { id: draft._id, submission: [], receipt: filed.refused, wasLocked };
}

describe(`${AGENCIES * EACH} applications of ${AGENCIES} agencies at once`, () => {
  test('are all there once; no item has a fourth filing, and no locked applicant a second application', async () => {
    const all = (await Promise.all(Array.from({ length: AGENCIES }, async (_, no) => applyAll(no)))).flat();
    const store = served.connection.db!;
    const ids = new Set(all.map(({ id }) => id));
    expect(ids.size).toBe(AGENCIES * EACH);
    expect(await store.collection('applications').countDocuments()).toBe(ids.size);

    // Who has failed is locked; who has not is refused by the cap alone.
    const refusals = (wasLocked: boolean) => [
      ...new Set(all.filter((one) => one.wasLocked === wasLocked).flatMap(({ submission }) => submission)),
    ];
    expect(refusals(false)).toEqual(['AGY-010 AGENCY_CAP_REACHED']);
    const locked = all.filter((one) => one.wasLocked).map(({ submission }) => submission);
    expect(locked.every((codes) => codes.includes('AGY-022 LOCKED_AFTER_FAILURE'))).toBe(true);

    const filed = await store
      .collection('filedItems')
      .aggregate<{ _id: string; agencies: string[] }>([
        { $match: { byAct: true } },
        { $group: { _id: '$itemId', agencies: { $addToSet: '$agencyId' } } },
      ])
      .toArray();
    expect(filed.length).toBeGreaterThan(0);
    expect(filed.filter((one) => one.agencies.length > 3)).toEqual([]);
    const receipts = all.filter(({ receipt }) => receipt?.length === 0);
    expect(await store.collection('filings').countDocuments({ version: 1 })).toBe(receipts.length);

    const versions = await store
      .collection('applications')
      .find()
      .project<{ _id: never; version: number }>({ version: 1 })
      .toArray();
    const rows = await store.collection('journal').countDocuments({ aggregate: /^application\// });
    expect(rows).toBe(versions.reduce((sum, { version }) => sum + version, 0));
    expect((await verifyJournal(served.connection)).faults).toEqual([]);
  }, 900_000);
});
