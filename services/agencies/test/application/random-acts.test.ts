import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyOf, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import { transitions } from '../../dist/application/application-machine.js';
import type { Application, StoredApplication } from '../../dist/application/application.js';
import { agencies } from '../../dist/subgraph.js';
import { type Attempt, type TriedAct, acts } from '../application-acts.js';
import { BEGIN, drafted, people, publishEdition } from '../application-life.js';

const [runs, length] = process.env['DEEP'] ? [300, 60] : [12, 25];

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

/** Acts that lead on more often than those that end a life, so that lives grow old. */
const likely: readonly TriedAct[] = [
  'recommendApplication',
  'recommendSites',
  'submitApplication',
  'acceptApplication',
  'startAgencyAssessment',
  'passAgencyAssessment',
  'recordProjectAssessment',
  'consentToFiling',
  'issueReceipt',
];
const days = [BEGIN, '2025-03-30', '2025-04-01', '2025-06-25', '2026-06-23'];

const anyAct = fc.record({
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...likely) },
    { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(acts) as TriedAct[])) },
  ),
  at: fc.oneof({ weight: 4, arbitrary: fc.constant(BEGIN) }, { weight: 1, arbitrary: fc.constantFrom(...days) }),
  passes: fc.boolean(),
  isStale: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  byBureau: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
});

type AnyAct = typeof anyAct extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** The application after an act, whether it was done, refused or in conflict. */
async function tried(application: StoredApplication, drawn: AnyAct): Promise<StoredApplication> {
  const { act, at, passes, isStale, byBureau } = drawn;
  const attempt: Attempt = { at, passes, ...(byBureau && { by: people.bureau }) };
  const seen = isStale ? { ...application, version: application.version - 1 } : application;
  try {
    const outcome = await acts[act](served, seen, attempt);
    return 'application' in outcome ? outcome.application : application;
  } catch (error) {
    // A stale version, what the public does not know, who speaks for nobody: answers, too.
    expect(error).toMatchObject({
      extensions: { code: expect.stringMatching(/^(CONFLICT|BAD_USER_INPUT|FORBIDDEN)$/) },
    });
    return application;
  }
}

/** Whether a row of the journal stands in the table. */
function isInTable({ act, before, after }: { act: string; before: unknown; after: unknown }): boolean {
  const [from, to] = [before as Application | null, after as Application];
  const row = transitions.find((one) => one.act === act)!;
  return row.to.includes(to.status) && (from === null ? row.from.length === 0 : row.from.includes(from.status));
}

describe('whatever is done to an application, in whatever order', () => {
  test('it stays in the table, and the journal has every step of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: length, maxLength: length }), async (drawn) => {
        let application = await drafted(served);
        for (const one of drawn) application = await tried(application, one);
        const rows = await historyOf(served.connection, `application/${application._id}`, { first: 1_000 });
        expect(rows.map(({ version }) => version)).toEqual(rows.map((_, at) => at + 1));
        expect(rows).toHaveLength(application.version);
        expect(rows.filter((row) => !isInTable(row))).toEqual([]);
        expect((rows.at(-1)!.after as Application).status).toBe(application.status);
        for (const [at, row] of rows.entries()) expect(row.before).toEqual(rows[at - 1]?.after ?? null);
      }),
      { numRuns: runs },
    );
    expect((await verifyJournal(served.connection)).faults).toEqual([]);
  }, 900_000);
});
