import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyOf, listEvents, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest, settableClock } from '@shanghai/platform/testing';
import fc from 'fast-check';
import { type CaseAct, transitionsOf } from '../../dist/case/case-machine.js';
import { findCasesById } from '../../dist/case/case-store.js';
import { storedCase } from '../../dist/case/stored-case.js';
import type { StoredCase, ViolationCase } from '../../dist/case/violation-case.js';
import { supervision } from '../../dist/subgraph.js';
import { type TriedAct, caseActs, serious } from './case-acts.js';
import { NOW, caseIn, people, stored, tellAgencies } from './case-states.js';

const [runs, length] = process.env['DEEP'] ? [200, 50] : [8, 20];
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, settableClock(NOW));
  await tellAgencies(served);
});
afterAll(async () => served.stop());

const anyStep = fc.record({
  act: fc.constantFrom(...(Object.keys(caseActs) as TriedAct[])),
  isSerious: fc.boolean(),
  by: fc.constantFrom(undefined, undefined, undefined, people.bureau, people.centre, people.agency),
  isStale: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  answers: fc.constantFrom('APPLIED', 'REFUSED', 'NOT'),
});

type Step = typeof anyStep extends fc.Arbitrary<infer Drawn> ? Drawn : never;
const subjects = ['AGENCY', 'AGENCY', 'STAFF', 'GROUP_ORG', 'UNFILED_ORGANISATION'] as const;

let answered = 0;

/** Answers what was ordered since as the owner of filings would, or not. */
async function answer(as: Step['answers']): Promise<void> {
  await served.settle();
  if (as === 'NOT') return;
  for (const { _id, type, payload } of await listEvents(served.events, answered, 10_000)) {
    answered = _id;
    if (type !== 'measure.ordered') continue;
    const told = as === 'APPLIED' ? { appliedOn: '2026-11-01', refused: [] } : { appliedOn: null, refused: ['X'] };
    await publishForTest(served.events, { type: 'measure.applied', payload: { ...JSON.parse(payload), ...told } });
  }
  await served.settle();
}

async function tried(one: StoredCase, { act, isSerious, by, isStale, answers }: Step): Promise<StoredCase> {
  const seen = isStale ? { ...one, version: one.version + 1 } : one;
  const attempt = { ...(by && { by }), ...(isSerious && { decision: serious }) };
  try {
    await caseActs[act](served, seen, attempt);
  } catch (error) {
    expect(error).toMatchObject({ extensions: { code: expect.stringMatching(/^(CONFLICT|BAD_USER_INPUT)$/) } });
  }
  await answer(answers);
  const [now] = await findCasesById(served.connection, [one._id], {});
  return now!;
}

/** Whether a row of the journal stands in the table. */
function isInTable({ act, before, after }: { act: string; before: unknown; after: unknown }): boolean {
  const [from, to] = [before as ViolationCase | null, after as ViolationCase];
  if (from === null) return act === 'registerCase';
  return transitionsOf(act as CaseAct, to.subject.type).some(
    (row) => row.from.includes(from.status) && row.to.includes(to.status),
  );
}

describe('whatever is done to a case, in whatever order', () => {
  test('it stays in the table, the journal has every step, and nothing is taken out of the archive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...subjects),
        fc.array(anyStep, { minLength: length, maxLength: length }),
        async (subject, steps) => {
          let one = await stored(served, caseIn('REGISTERED', subject));
          for (const step of steps) one = await tried(one, step);
          const rows = await historyOf(served.connection, `case/${one._id}`, { first: 1_000 });
          expect(rows.map(({ version }) => version)).toEqual(rows.map((_, at) => at + 1));
          expect(rows).toHaveLength(one.version);
          expect(rows.filter((row) => !isInTable(row)).map(({ act }) => act)).toEqual([]);
          for (const [at, row] of rows.entries()) {
            expect(row.before).toEqual(rows[at - 1]?.after ?? null);
            const [before, after] = [row.before as ViolationCase | null, row.after as ViolationCase];
            for (const list of ['materials', 'decisions', 'transfers', 'restrictionIds'] as const)
              expect(after[list].slice(0, before?.[list].length ?? 0)).toEqual(before?.[list] ?? []);
          }
          expect(one).toEqual(storedCase(one, one.version));
        },
      ),
      { numRuns: runs },
    );
    expect((await verifyJournal(served.connection)).faults).toEqual([]);
  }, 900_000);
});
