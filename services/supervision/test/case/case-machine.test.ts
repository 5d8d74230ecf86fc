import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listRows } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { caseStatuses, caseTransitions, transitionsOf } from '../../dist/case/case-machine.js';
import type { CaseStatus, CaseSubjectType } from '../../dist/case/violation-case.js';
import { supervision } from '../../dist/subgraph.js';
import { type TriedAct, caseActs, done, refusedBy } from './case-acts.js';
import { NOW, XUHUI, PUDONG, caseIn, effect, people, stored, tellAgencies } from './case-states.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, settableClock(NOW));
  await tellAgencies(served);
});
afterAll(async () => served.stop());

const tried = Object.keys(caseActs) as TriedAct[];
const subjects: readonly CaseSubjectType[] = ['AGENCY', 'STAFF', 'CANDIDATE', 'GROUP_ORG', 'UNFILED_ORGANISATION'];
const kept = { districts: [PUDONG, XUHUI] };

/** What a case has to be for an act to have something to act on. */
function madeFor(act: TriedAct, status: CaseStatus, subject: CaseSubjectType) {
  if (act === 'proposeToCity')
    return caseIn(status, subject, {
      ...kept,
      ...{ siteId: 'site-social', filingId: 'filing-social' },
      subject: { type: subject, agencyId: 'social', name: null, district: null, person: null },
    });
  if (act === 'settleRefusedEffect') {
    const decisions = caseIn('DECIDED').decisions;
    return caseIn(status, subject, {
      decisions,
      effects: [effect({ status: 'REFUSED', refused: ['ILLEGAL_TRANSITION'] })],
    });
  }
  return caseIn(status, subject);
}

const rows = caseTransitions.flatMap(({ act, subjects: of, from, to }) =>
  tried.includes(act as TriedAct)
    ? of.flatMap((subject) => from.map((status) => [act as TriedAct, status, subject, to] as const))
    : [],
);
const steps = [...new Map(rows.map((row) => [row.slice(0, 3).join(' '), row])).values()];

describe('a step of machine 5', () => {
  test.each(steps)('%s from %s, of %s', async (act, status, subject, to) => {
    const one = await stored(served, madeFor(act, status, subject));
    const by = act === 'proposeToCity' ? { by: people.xuhui } : {};
    const after = done(await caseActs[act](served, one, { ...by, ...decisionFor(status) }));
    expect(to).toContain(after.status);
    if (to.length === 6) expect(after.status).toBe(status);
    expect(after.version).toBe(2);
    expect(await listRows(served.connection, `case/${one._id}`)).toHaveLength(2);
  });

  test.each(subjects.flatMap((subject) => caseStatuses.map((status) => [subject, status] as const)))(
    'of %s is refused from %s where the table has none, and leaves nothing',
    async (subject, status) => {
      for (const act of tried) {
        const own = transitionsOf(act, subject);
        if (own.some(({ from }) => from.includes(status))) continue;
        const one = await stored(served, madeFor(act, status, subject));
        const by = act === 'proposeToCity' ? { by: people.xuhui } : {};
        expect([act, ...refusedBy(await caseActs[act](served, one, by))]).toEqual([act, 'ILLEGAL_TRANSITION']);
        expect(await listRows(served.connection, `case/${one._id}`)).toHaveLength(1);
      }
    },
  );
});

/** The city takes measures that do not touch the filing, since the case of these tests is of one that Pudong filed. */
function decisionFor(status: CaseStatus) {
  return status === 'REFERRED_TO_CITY'
    ? { decision: { tier: 'SERIOUS', measures: ['WARNING'], noSuspensionReason: '示例' } as const }
    : {};
}
