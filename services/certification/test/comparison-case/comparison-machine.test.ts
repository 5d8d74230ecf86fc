import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyOf, listRows, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import type { ComparisonCase, ComparisonStatus, StoredComparison } from '../../dist/comparison-case/comparison-case.js';
import {
  comparisonStatuses,
  comparisonTransitionOf,
  comparisonTransitions,
} from '../../dist/comparison-case/comparison-machine.js';
import { certification } from '../../dist/subgraph.js';
import {
  type Attempt,
  type TriedAct,
  comparisonActs,
  done,
  fileAgency,
  operator,
  reached,
  refusedBy,
} from './comparison-acts.js';

const [runs, length] = process.env['DEEP'] ? [300, 20] : [15, 8];
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(certification);
  await fileAgency(served);
});
afterAll(async () => served.stop());

const tried = Object.keys(comparisonActs) as TriedAct[];

/** Every step of machine 4b, with what makes it go there and not elsewhere. */
const steps: readonly (readonly [TriedAct, ComparisonStatus, Attempt, ComparisonStatus])[] = [
  ['verifySourceCertificate', 'RECEIVED', {}, 'CERTIFICATE_VERIFIED'],
  ['verifySourceCertificate', 'RECEIVED', { answer: { result: 'NOT_GENUINE' } }, 'REFUSED'],
  ['verifySourceCertificate', 'RECEIVED', { answer: { result: 'CANNOT_BE_DETERMINED' } }, 'RECEIVED'],
  ['reviewComparisonMaterials', 'CERTIFICATE_VERIFIED', {}, 'MATERIALS_REVIEWED'],
  ['certifyComparison', 'MATERIALS_REVIEWED', {}, 'CERTIFIED'],
  ['refuseComparison', 'CERTIFICATE_VERIFIED', {}, 'REFUSED'],
  ['refuseComparison', 'MATERIALS_REVIEWED', {}, 'REFUSED'],
];

describe('a step of machine 4b (CMP-016)', () => {
  test('begins with a request that is received', async () => {
    expect(await reached(served, 'RECEIVED')).toMatchObject({ status: 'RECEIVED', version: 1 });
  });

  test.each(steps)('%s leads on from %s (%o) to %s', async (act, status, attempt, next) => {
    const one = await reached(served, status);
    const after = done(await comparisonActs[act](served, one, attempt));
    expect([after.status, after.version]).toEqual([next, one.version + 1]);
    expect(await listRows(served.connection, `comparison-case/${one._id}`)).toHaveLength(after.version);
  });

  test('has no row that is not among them', () => {
    const rows = comparisonTransitions.flatMap(({ act, from, to }) =>
      from.flatMap((status) => to.map((next) => `${act} ${status} ${next}`)),
    );
    expect(steps.map(([act, status, , next]) => `${act} ${status} ${next}`).sort()).toEqual(rows.sort());
  });

  test.each(comparisonStatuses)('is refused from %s where the table has none, and leaves nothing', async (status) => {
    const one = await reached(served, status);
    const illegal = tried.filter((act) => !comparisonTransitionOf(act).from.includes(status));
    expect(illegal.length).toBeGreaterThan(1);
    for (const act of illegal)
      expect([act, ...refusedBy(await comparisonActs[act](served, one))]).toEqual([act, 'ILLEGAL_TRANSITION']);
    expect(await listRows(served.connection, `comparison-case/${one._id}`)).toHaveLength(one.version);
  });
});

const anyAct = fc.record({
  act: fc.constantFrom(...tried),
  result: fc.constantFrom(
    'GENUINE' as const,
    'GENUINE' as const,
    'CANNOT_BE_DETERMINED' as const,
    'NOT_GENUINE' as const,
  ),
  isOther: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
  isStale: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
});

/** The case after an act, whether it was done, refused or in conflict. */
async function after(
  one: StoredComparison,
  {
    act,
    result,
    isOther,
    isStale,
  }: { act: TriedAct; result: 'GENUINE' | 'NOT_GENUINE' | 'CANNOT_BE_DETERMINED'; isOther: boolean; isStale: boolean },
): Promise<StoredComparison> {
  const seen = isStale ? { ...one, version: one.version - 1 } : one;
  try {
    const outcome = await comparisonActs[act](served, seen, { answer: { result }, ...(isOther && { by: operator }) });
    return 'comparisonCase' in outcome ? outcome.comparisonCase : one;
  } catch (error) {
    expect(error).toMatchObject({ extensions: { code: 'CONFLICT' } });
    return one;
  }
}

/** Whether a row of the journal stands in the table. */
function isInTable({ act, before, after: state }: { act: string; before: unknown; after: unknown }): boolean {
  const [from, to] = [before as ComparisonCase | null, state as ComparisonCase];
  const row = comparisonTransitions.find((one) => one.act === act)!;
  return row.to.includes(to.status) && (from === null ? row.from.length === 0 : row.from.includes(from.status));
}

/** Whether whoever certified had nothing to do with what came before. */
function isApart({ operatedBy, verifications, review, certification }: ComparisonCase): boolean {
  if (!certification) return true;
  const operators = [operatedBy, ...verifications.map(({ askedBy }) => askedBy)];
  const others = [...operators, review!.reviewedBy];
  return !others.includes(certification.confirmedBy) && !operators.includes(review!.reviewedBy);
}

describe('whatever is done to a comparison case, in whatever order', () => {
  test('it stays in the table, the journal has every step, and nobody checks himself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: length, maxLength: length }), async (drawn) => {
        let one = await reached(served, 'RECEIVED');
        for (const next of drawn) one = await after(one, next);
        const rows = await historyOf(served.connection, `comparison-case/${one._id}`, { first: 1_000 });
        expect(rows).toHaveLength(one.version);
        expect(rows.filter((row) => !isInTable(row))).toEqual([]);
        expect((rows.at(-1)!.after as ComparisonCase).status).toBe(one.status);
        expect(isApart(one)).toBe(true);
      }),
      { numRuns: runs },
    );
    expect((await verifyJournal(served.connection)).faults).toEqual([]);
  }, 900_000);
});
