import { describe, expect, test } from '@jest/globals';
import { type Day, addDays, day, districts, isWithin } from '@shanghai/kernel';
import { instantAt } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import type { StoredCase } from '../../dist/case/violation-case.js';
import { findDashboard } from '../../dist/dashboard/find-dashboard.js';
import type { StoredInspection } from '../../dist/inspection/inspection.js';
import { territorialFactsOf } from '../../dist/subject/subject-rules.js';
import type { StoredSubject } from '../../dist/subject/subject.js';
import { caseTallies, inspectionTallies } from '../../dist/tally/act-tally-rules.js';
import { keepTallies } from '../../dist/tally/tally-store.js';
import { territorialReasons } from '../../dist/territory/territorial-rules.js';
import { callers } from '../inspection/life.js';
import { useWorld } from '../inspection/world.js';
import { PUDONG, XUHUI, loaded, told, toldFiling, toldSite } from '../subject/told.js';

const world = useWorld();
const store = () => world().served.connection;
const TODAY = day('2025-06-20');
const places = [PUDONG, XUHUI, districts[7].code, null] as const;

const days = fc.integer({ min: -400, max: 400 }).map((no) => addDays(TODAY, no));
const span = fc.tuple(days, days).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const agencies = fc.array(
  fc.record({
    type: fc.constantFrom('ENTERPRISE', 'COLLEGE', 'SOCIAL_ORGANISATION', 'COMPARISON'),
    seat: fc.constantFrom(...places),
    site: fc.constantFrom(PUDONG, XUHUI),
    filings: fc.array(
      fc.record({ span, by: fc.constantFrom(...places), suspensions: fc.array(span, { maxLength: 2 }) }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  { minLength: 5, maxLength: 30 },
);

type Invented = typeof agencies extends fc.Arbitrary<infer Rows> ? Rows : never;

/** Tells of these agencies and of none else. */
async function tell(rows: Invented): Promise<void> {
  const all = rows.map(({ type, seat, site, filings }, no) =>
    told({
      ...{ agencyId: `agency-${no}`, type: type as 'ENTERPRISE', registrationDistrict: seat },
      sites: [toldSite({ siteId: `site-${no}`, district: site })],
      filings: filings.map(({ span: standing, by, suspensions }, nth) =>
        toldFiling({
          filingId: `filing-${no}-${nth}`,
          authority: by ? { body: 'DISTRICT_BUREAU', district: by } : { body: 'CENTRE', district: null },
          facts: { listedOn: null, periods: [standing], suspensions, termination: null },
          standing,
        }),
      ),
    }),
  );
  await publishForTest(world().served.events, loaded(all));
  await world().served.settle();
}

const all = async <Row>(name: string) => (await store().db!.collection(name).find().toArray()) as unknown as Row[];

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** The same counts, subject by subject and by the predicate of SPV-003. */
async function slowly(district: string | null, on: Day) {
  const subjects = (await all<StoredSubject>('subjects')).filter(({ body }) => body !== null);
  const seen = subjects.filter((one) => {
    const begun = one.filings.some(({ standing }) => standing.from <= on);
    const { districts: its } = territorialReasons(territorialFactsOf(one)!, on);
    return begun && (district === null || its.some((reason) => reason.district === district));
  });
  const states = seen.map(({ body, filings }) => {
    const standing = filings.filter((one) => isWithin(on, one.standing.from, one.standing.to));
    const free = standing.filter(({ facts }) => !facts.suspensions.some(({ from, to }) => isWithin(on, from, to)));
    const state = free.length > 0 ? 'ACTIVE' : standing.length > 0 ? 'SUSPENDED' : 'ENDED';
    return `${body!.type} ${state}`;
  });
  const ends = subjects
    .flatMap(({ filings }) => filings)
    .filter(({ standing }) => isWithin(on, standing.from, standing.to) && standing.to !== null)
    .filter(({ authority }) => district === null || authority?.district === district)
    .map(({ standing }) => standing.to!.slice(0, 7));
  return { agencies: tally(states), expiries: tally(ends) };
}

const rectifying = {
  status: 'RECTIFICATION',
  rectification: { text: '', dueOn: day('2025-06-19'), overdueTold: null, acceptedAt: null, evidence: [] },
} as const;

/** What a case of the bureau of Pudong counts as. */
function aCase(districtsOf: StoredCase['districts'], over: Partial<StoredCase>) {
  const { subject, registeredBy } = caseOf;
  const rest = { tier: null, rectificationDueOn: null, decisions: [], agencyId: null, isEffectMissing: false };
  return caseTallies({ ...rest, subject, registeredBy, districts: districtsOf, ...over } as unknown as StoredCase);
}

const caseOf = {
  subject: { type: 'AGENCY', agencyId: 'enterprise', name: null, district: null, person: null },
  registeredBy: { role: 'DISTRICT_BUREAU', district: PUDONG, agencyId: null },
} as const;

/** What an inspection led by the bureau of Pudong counts as. */
function anInspection(districtsOf: StoredInspection['districts'], over: Partial<StoredInspection>) {
  const rest = { plannedOn: '2025-03-01', finishedAt: null, rectification: null, publishedOn: null, agencyId: null };
  const lead = { role: 'DISTRICT_BUREAU', district: PUDONG, authority: null };
  const subject = { name: '示例企业' };
  return inspectionTallies({ ...rest, lead, subject, districts: districtsOf, ...over } as unknown as StoredInspection);
}

async function quickly(district: (typeof places)[number], on: Day) {
  const dashboard = findDashboard(store(), callers.centre, { district, today: on });
  const [counted, expiries] = await Promise.all([dashboard.agencies(), dashboard.expiries()]);
  return {
    agencies: Object.fromEntries(counted.map(({ type, state, count }) => [`${type} ${state}`, count])),
    expiries: Object.fromEntries(expiries.map(({ month, count }) => [month, count])),
  };
}

describe('a dashboard', () => {
  test('counts agencies and filings as a slow count does, for a district and for the city', async () => {
    await fc.assert(
      fc.asyncProperty(agencies, async (rows) => {
        await tell(rows);
        for (const district of [PUDONG, XUHUI, null])
          expect([district, await quickly(district, TODAY)]).toEqual([district, await slowly(district, TODAY)]);
      }),
      { numRuns: 12 },
    );
  });

  test('counts cases and inspections of its own district, with what is overdue', async () => {
    const counted = new Map([
      ['case/1', aCase([PUDONG], { status: 'RECTIFYING', tier: 'SERIOUS', rectificationDueOn: day('2025-06-19') })],
      ['case/2', aCase([PUDONG], { status: 'RECTIFYING', tier: 'SERIOUS', rectificationDueOn: day('2025-06-20') })],
      ['case/3', aCase([PUDONG, XUHUI], { status: 'REGISTERED' })],
      ['case/4', aCase([XUHUI], { status: 'CLOSED', tier: 'GENERAL' })],
      ['inspection/1', anInspection([PUDONG], { status: 'PLANNED' })],
      ['inspection/2', anInspection([PUDONG], { status: 'CANCELLED' })],
      ['inspection/3', anInspection([PUDONG], { status: 'CLOSED', finishedAt: instantAt(0) })],
      ['inspection/4', anInspection([PUDONG], { ...rectifying, finishedAt: instantAt(0) })],
      [
        'inspection/5',
        anInspection([PUDONG], { plannedOn: day('2024-12-31'), status: 'CLOSED', finishedAt: instantAt(0) }),
      ],
      ['inspection/6', anInspection([XUHUI], { status: 'PLANNED' })],
    ]);
    await keepTallies(store(), counted);
    const query = (district: string) =>
      `{ districtDashboard(${district}) { district { code } cases { tier status count overdue } inspections { planned done cancelled } overdueInspections } }`;
    const ask = async (caller: typeof callers.pudong, district: string) =>
      (await world().served.ask(query(district), {}, caller)).data.districtDashboard;
    const pudong = {
      district: { code: PUDONG },
      cases: [
        { tier: null, status: 'REGISTERED', count: 1, overdue: 0 },
        { tier: 'SERIOUS', status: 'RECTIFYING', count: 2, overdue: 1 },
      ],
      inspections: { planned: 3, done: 2, cancelled: 1 },
      overdueInspections: 1,
    };
    expect(await ask(callers.pudong, `district: "${PUDONG}"`)).toEqual(pudong);
    // A bureau that asks for another's is told its own.
    expect(await ask(callers.pudong, `district: "${XUHUI}"`)).toEqual(pudong);
    expect(await ask(callers.centre, `district: "${PUDONG}"`)).toEqual(pudong);
    expect(await ask(callers.centre, 'district: null')).toMatchObject({
      district: null,
      cases: [{ count: 1 }, { tier: 'GENERAL' }, { tier: 'SERIOUS', count: 2 }],
      inspections: { planned: 4, done: 2, cancelled: 1 },
    });
  });
});
