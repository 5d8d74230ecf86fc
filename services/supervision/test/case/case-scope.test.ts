import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type District, day, districts } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import type { StoredCase } from '../../dist/case/violation-case.js';
import { supervision } from '../../dist/subgraph.js';
import { caseActs, done } from './case-acts.js';
import { NOW, caseIn, people, stored, tellAgencies } from './case-states.js';

let served: ServedSubgraph;
let cases: readonly StoredCase[] = [];

/** Each district has one case of its own, and one with the district after it; each with a restriction. */
beforeAll(async () => {
  served = await serveForTest(supervision, settableClock(NOW));
  await tellAgencies(served);
  const made: StoredCase[] = [];
  for (const [no, { code }] of districts.entries())
    for (const seen of [[code], [code, districts[(no + 1) % districts.length]!.code]])
      made.push(await withRestriction(await stored(served, caseIn('INVESTIGATING', 'CANDIDATE', { districts: seen }))));
  cases = made;
});
afterAll(async () => served.stop());

async function withRestriction(one: StoredCase): Promise<StoredCase> {
  const restrictions = [{ kind: 'EVALUATION', from: day('2026-11-01'), to: null, basis: '示例依据' }] as const;
  return done(await caseActs.decideOutcome(served, one, { outcome: { restrictions } }));
}

function bureauOf({ code }: District): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'x', scopes: { district: code } };
}

const FIELDS = 'id districts history(first: 5) { totalCount } restrictions { id caseId }';

/** Everything that a caller is told of cases, in every way there is. */
async function toldOf(caller: Caller): Promise<string> {
  const questions = [
    `{ violationCases(first: 100) { totalCount nodes { ${FIELDS} } } }`,
    '{ restrictions(first: 100) { totalCount nodes { id caseId agency { id } } } }',
    '{ restrictions(first: 100, agencyId: "enterprise", activeOn: "2026-11-01") { totalCount } }',
    '{ violationCases(first: 100, agencyId: "enterprise", status: [DECIDED], subjectType: CANDIDATE) { totalCount } }',
    ...cases.map(({ _id }) => `{ violationCase(id: "${_id}") { ${FIELDS} } }`),
  ];
  const answers = await Promise.all(questions.map(async (query) => served.ask(query, {}, caller)));
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  return JSON.stringify(answers.map(({ data }) => data));
}

describe('SECURITY 1: the cases and restrictions of other districts', () => {
  test.each(districts.map((one) => [one.name, one] as const))(
    'do not exist for the bureau of %s',
    async (_, district) => {
      const told = await toldOf(bureauOf(district));
      const own = cases.filter(({ districts: seen }) => seen.includes(district.code));
      expect(own).toHaveLength(3);
      for (const { _id, restrictionIds } of cases) {
        const isOwn = own.some((one) => one._id === _id);
        expect([_id, told.includes(`"${_id}"`), told.includes(restrictionIds[0]!)]).toEqual([_id, isOwn, isOwn]);
      }
      expect(told.match(/"totalCount":3\b/g)!.length).toBeGreaterThanOrEqual(4);
    },
  );

  test('do not exist for another agency, nor for a scope that cases do not know', async () => {
    for (const caller of [people.other, { ...people.bureau, role: 'AUDITOR', scopes: { industry: 'x' } }]) {
      const told = await toldOf(caller);
      for (const { _id } of cases) expect(told).not.toContain(`"${_id}"`);
    }
  });

  test('are all seen by the city, and its own by the agency', async () => {
    for (const caller of [people.centre, people.bureau, people.agency]) {
      const told = await toldOf(caller);
      for (const { _id } of cases) expect(told).toContain(`"${_id}"`);
    }
  });

  test('an agency sees a case against itself once it is decided', async () => {
    const open = await stored(served, caseIn('INVESTIGATING'));
    const closed = await stored(served, caseIn('CLOSED'));
    const asked = async ({ _id }: StoredCase) =>
      (await served.ask(`{ violationCase(id: "${_id}") { id } }`, {}, people.agency)).data.violationCase;
    expect([await asked(open), await asked(closed)]).toEqual([null, { id: closed._id }]);
  });

  test('what may be decided is told of what a bureau supervises, and of its own powers', async () => {
    const query = `{ caseOptions(agencyId: "social", siteId: "site-social", actOn: "2026-10-20") {
      districts { district decides } undetermined
      tiers { tier mayDecide mustPropose permitted { measure mayDecide mustPropose } forbidden } } }`;
    const of = async (caller: Caller) => (await served.ask(query, {}, caller)).data.caseOptions;
    expect(await of(people.minhang)).toBeNull();
    const xuhui = await of(people.xuhui);
    expect(xuhui.districts).toEqual([{ district: '310104', decides: ['MINOR', 'GENERAL'] }]);
    expect(
      xuhui.tiers.map((one: { mayDecide: boolean; mustPropose: boolean }) => [one.mayDecide, one.mustPropose]),
    ).toEqual([
      [true, false],
      [true, false],
      [false, true],
      [false, true],
    ]);
    const bureau = await of(people.bureau);
    expect(bureau.districts).toHaveLength(2);
    expect(bureau.tiers.every(({ mayDecide }: { mayDecide: boolean }) => mayDecide)).toBe(true);
    const before = await served.ask(query.replace('2026-10-20', '2024-04-30'), {}, people.bureau);
    expect(before.data.caseOptions.tiers).toEqual([]);
  });
});
