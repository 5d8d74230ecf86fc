import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { listRows } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { filingTransitionOf } from '../../dist/filing/filing-machine.js';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import { renewalOn } from '../../dist/filing/filing-step-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { errorCodeOf, people } from '../application-life.js';
import {
  type Standing,
  TODAY,
  type TriedFilingAct,
  agencyOf,
  doneTo,
  factsOf,
  filingActs,
  recordFor,
  refusedBy,
  storedFiling,
} from '../filing-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

const on = day(TODAY);
const standings = Object.keys(factsOf) as Standing[];
const tried = Object.keys(filingActs) as TriedFilingAct[];

function isStep(act: TriedFilingAct, standing: Standing): boolean {
  const { from, renewal } = filingTransitionOf(act);
  const status = stateOn(factsOf[standing], on)!.status;
  return from.includes(status) && (renewal?.includes(renewalOn(factsOf[standing], on)) ?? true);
}

/** Rows that are there for their guard alone. */
const neverDone = new Set(['requestRenewal EXPIRED']);
const steps = tried.flatMap((act) =>
  standings.filter((one) => isStep(act, one) && !neverDone.has(`${act} ${one}`)).map((one) => [act, one] as const),
);

describe('a step of machine 3', () => {
  test.each(steps)('%s is done from %s, and leads where its row says', async (act, standing) => {
    const filing = await storedFiling(served, { facts: factsOf[standing], record: recordFor[act] ?? {} });
    const after = doneTo(filing, await filingActs[act](served, filing));
    expect(filingTransitionOf(act).to).toContain(stateOn(after.facts, on)!.status);
    expect(after.version).toBe(1);
    expect(await listRows(served.connection, `filing/${filing._id}`)).toHaveLength(1);
  });

  test.each(standings)('is refused from %s when the table has none, and leaves nothing', async (standing) => {
    const illegal = tried.filter((act) => !isStep(act, standing));
    for (const act of illegal) {
      const filing = await storedFiling(served, { facts: factsOf[standing], record: recordFor[act] ?? {} });
      const refused = refusedBy(await filingActs[act](served, filing));
      expect([act, ...refused]).toEqual([act, `${filingTransitionOf(act).guards[0]} ILLEGAL_TRANSITION`]);
      expect(await listRows(served.connection, `filing/${filing._id}`)).toEqual([]);
    }
    expect(illegal.length).toBeGreaterThan(1);
  });
});

const forAuthority = tried.filter((act) => filingTransitionOf(act).by.includes('DISTRICT_BUREAU'));

describe('the filing authority (FIL-013)', () => {
  const from = (act: TriedFilingAct): Standing => steps.find(([one]) => one === act)![1];

  test.each(forAuthority)('alone does %s', async (act) => {
    const of = { facts: factsOf[from(act)], record: recordFor[act] ?? {} };
    const byCentre = await storedFiling(served, of);
    const byPudong = await storedFiling(served, { ...of, district: '310115' });
    for (const [filing, by] of [
      [byCentre, people.pudong],
      [byPudong, people.centre],
      [byPudong, people.xuhui],
    ] as const)
      expect(refusedBy(await filingActs[act](served, filing, { by }))).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
    doneTo(byPudong, await filingActs[act](served, byPudong, { by: people.pudong }));
  });

  test.each(tried.filter((act) => filingTransitionOf(act).by.includes('AGENCY')))(
    'is not asked, and nobody else than the agency, to do %s',
    async (act) => {
      const of = { facts: factsOf[from(act)], record: recordFor[act] ?? {} };
      const filing = await storedFiling(served, of);
      const other = await storedFiling(served);
      expect(await filingActs[act](served, filing, { by: agencyOf(other) }).catch(errorCodeOf)).toEqual([
        'BAD_USER_INPUT',
      ]);
      expect(refusedBy(await filingActs[act](served, filing, { by: people.bureau }))).toEqual([
        'FIL-013 NOT_FILING_AUTHORITY',
      ]);
    },
  );
});
