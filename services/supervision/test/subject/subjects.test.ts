import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day, districts } from '@shanghai/kernel';
import { type Caller, fixedClock, headOf, publicCaller, readInstant, rebuild } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest } from '@shanghai/platform/testing';
import { supervision } from '../../dist/subgraph.js';
import { judgeStanding } from '../../dist/subject/standing-rules.js';
import { emptySubjects } from '../../dist/subject/keep-subjects-store.js';
import { findSubjectsById } from '../../dist/subject/subject-store.js';
import { takeSubjects } from '../../dist/subject/take-subjects.js';
import {
  HUANGPU,
  PUDONG,
  XUHUI,
  filingChanged,
  filingCreated,
  loaded,
  siteChanged,
  told,
  toldFiling,
  toldSite,
} from './told.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, fixedClock(readInstant('2025-06-20T04:00:00Z')!));
});
afterAll(async () => served.stop());

async function tell(...events: Parameters<typeof publishForTest>[1][]): Promise<void> {
  for (const event of events) await publishForTest(served.events, event);
  await served.settle();
}

function bureauOf(district: string): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'pan', scopes: { district } };
}

const centre: Caller = { ...publicCaller, role: 'CENTRE', subject: 'zhou' };
const LIST = `query ($asOf: Day, $district: DistrictCode, $limb: TerritorialLimb, $type: AgencyType, $text: SearchText) {
  supervisedSubjects(asOf: $asOf, district: $district, limb: $limb, type: $type, text: $text) {
    totalCount
    nodes { id name territories { district { code } reasons { limb siteIds clauses { item } } } undetermined }
  }
}`;

async function idsFor(caller: Caller, variables: Record<string, unknown> = {}): Promise<string[]> {
  const { data, errors } = await served.ask(LIST, variables, caller);
  expect(errors).toEqual([]);
  expect(data.supervisedSubjects.totalCount).toBe(data.supervisedSubjects.nodes.length);
  return (data.supervisedSubjects.nodes as { id: string }[]).map(({ id }) => id).sort();
}

async function allSubjects() {
  return findSubjectsById(served.connection, ['enterprise', 'college', 'elsewhere', 'later', 'gone'], {});
}

describe('the subjects', () => {
  beforeAll(async () => {
    await tell(
      loaded([
        told({ agencyId: 'enterprise' }),
        told({
          agencyId: 'college',
          type: 'COLLEGE',
          filings: [toldFiling({ filingId: 'f-c', authority: { body: 'CENTRE', district: null } })],
        }),
        told({ agencyId: 'gone' }),
      ]),
      filingCreated(
        told({
          agencyId: 'elsewhere',
          type: 'SOCIAL_ORGANISATION',
          registrationDistrict: null,
          filings: [toldFiling({ filingId: 'f-e', authority: { body: 'CENTRE', district: null }, version: 1 })],
          sites: [toldSite({ to: day('2025-06-30') })],
        }),
        ['示例行业主管部门'],
      ),
      // Of one of which nothing else is known yet, and then is.
      filingChanged('later', toldFiling({ filingId: 'f-l', version: 3, district: XUHUI })),
    );
  });

  test('are each exactly the right districts on the right days', async () => {
    expect(await idsFor(bureauOf(PUDONG))).toEqual(['enterprise', 'gone']);
    expect(await idsFor(bureauOf(HUANGPU))).toEqual(['college']);
    expect(await idsFor(bureauOf(XUHUI))).toEqual(['elsewhere']);
    expect(await idsFor(bureauOf(XUHUI), { asOf: '2025-06-30' })).toEqual(['elsewhere']);
    expect(await idsFor(bureauOf(XUHUI), { asOf: '2025-07-01' })).toEqual([]);
    expect(await idsFor(bureauOf(PUDONG), { asOf: '2025-03-09' })).toEqual([]);
    const others = districts.filter(({ code }) => ![PUDONG, HUANGPU, XUHUI].includes(code));
    for (const { code } of others) expect(await idsFor(bureauOf(code))).toEqual([]);
  });

  test('of another district are not there for a bureau that asks for it', async () => {
    expect(await idsFor(bureauOf(PUDONG), { district: XUHUI })).toEqual([]);
  });

  test('are all there for the city, and can be asked for by district, limb, type and name', async () => {
    expect(await idsFor(centre)).toEqual(['college', 'elsewhere', 'enterprise', 'gone']);
    expect(await idsFor(centre, { district: XUHUI })).toEqual(['elsewhere']);
    expect(await idsFor(centre, { limb: 'ENTERPRISE_FILED_HERE' })).toEqual(['enterprise', 'gone']);
    expect(await idsFor(centre, { limb: 'ENTERPRISE_FILED_HERE', district: HUANGPU })).toEqual([]);
    expect(await idsFor(centre, { type: 'COLLEGE' })).toEqual(['college']);
    expect(await idsFor(centre, { text: '企业else' })).toEqual(['elsewhere']);
  });

  test('of an authority are those that it recommended', async () => {
    const industry = {
      ...publicCaller,
      role: 'INDUSTRY_AUTHORITY',
      subject: 'lin',
      scopes: { industry: '示例行业主管部门' },
    };
    expect(await idsFor(industry)).toEqual(['elsewhere']);
    expect(await idsFor({ ...industry, scopes: { industry: '示例其他部门' } })).toEqual([]);
  });

  test('come with the reason of the district that asks alone, and with what is left open', async () => {
    const { data } = await served.ask(LIST, {}, bureauOf(XUHUI));
    const [node] = data.supervisedSubjects.nodes;
    expect(node.territories).toMatchObject([
      { district: { code: XUHUI }, reasons: [{ limb: 'SOCIAL_SITE_HERE', siteIds: ['site-1'] }] },
    ]);
    expect(node.undetermined).toContain('注册');
  });

  test('name the authorities whose field they are, to officers alone', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on EvaluationAgency { supervision { industryAuthorities } } } }`;
    const { agencyId: id, type, registrationDistrict, sitesKnown } = told({ agencyId: 'elsewhere' });
    const supervisionFacts = { filedBy: [], registrationDistrict, sites: [], sitesKnown };
    const of = ['elsewhere', 'enterprise', 'absent'].map((one) => ({
      ...{ __typename: 'EvaluationAgency', id: one === 'elsewhere' ? id : one, type, supervisionFacts },
    }));
    const { data, commands } = await served.ask(query, { of }, bureauOf(PUDONG));
    expect(data._entities.map((one: { supervision: object }) => one.supervision)).toEqual([
      { industryAuthorities: ['示例行业主管部门'] },
      { industryAuthorities: [] },
      { industryAuthorities: null },
    ]);
    expect(commands).toHaveLength(1);
    const { errors } = await served.ask(query, { of }, publicCaller);
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  test('are two commands a list, whoever asks', async () => {
    for (const caller of [bureauOf(PUDONG), centre]) {
      const { commands } = await served.ask(LIST, {}, caller);
      expect(commands).toHaveLength(2);
    }
  });

  test('are looked up within the scope alone', async () => {
    const query = '{ supervisedSubject(id: "enterprise") { id openCases grade } }';
    expect((await served.ask(query, {}, bureauOf(PUDONG))).data.supervisedSubject).toMatchObject({ id: 'enterprise' });
    expect((await served.ask(query, {}, bureauOf(XUHUI))).data.supervisedSubject).toBeNull();
  });
});

describe('what is told of a subject', () => {
  test('later takes the place of what was told earlier, and an older version does not', async () => {
    await tell(loaded([told({ agencyId: 'later', filings: [toldFiling({ filingId: 'f-l' })] })], 'synthetic/1'));
    expect(await idsFor(bureauOf(XUHUI))).toEqual(['elsewhere', 'later']);
    expect(await idsFor(bureauOf(PUDONG))).not.toContain('later');
  });

  test('of a load ends with it, and what moved to another part stays', async () => {
    await tell(
      loaded([told({ agencyId: 'enterprise' }), told({ agencyId: 'college', type: 'COLLEGE' })]),
      loaded([told({ agencyId: 'later', filings: [toldFiling({ filingId: 'f-l' })] })], 'synthetic/0'),
      loaded([told({ agencyId: 'enterprise' }), told({ agencyId: 'college', type: 'COLLEGE' })], 'synthetic/1'),
    );
    expect(await idsFor(centre)).toEqual(['college', 'elsewhere', 'enterprise', 'later']);
  });

  test('of a site counts from its recommendation to its end', async () => {
    await tell(siteChanged('enterprise', toldSite({ siteId: 'site-2', from: null, version: 1 })));
    expect(await idsFor(bureauOf(XUHUI))).not.toContain('enterprise');
    await tell(siteChanged('enterprise', toldSite({ siteId: 'site-2', version: 2 })));
    expect(await idsFor(bureauOf(XUHUI))).toContain('enterprise');
    await tell(siteChanged('enterprise', toldSite({ siteId: 'site-2', to: day('2025-06-19'), version: 3 })));
    expect(await idsFor(bureauOf(XUHUI))).not.toContain('enterprise');
  });

  test('is the same when it is told of again from the first event', async () => {
    const live = await allSubjects();
    const consumer = takeSubjects(served.connection);
    await rebuild({ consumer, store: served.connection }, async (session) => emptySubjects(served.connection, session));
    expect(await allSubjects()).toEqual([]);
    await served.settle();
    expect(await allSubjects()).toEqual(live);
    expect(await headOf(served.events)).toBeGreaterThan(5);
  });
});

describe('how far the subjects are', () => {
  test.each([
    [{ behind: 500, parked: 0 }, 'PASS'],
    [{ behind: 501, parked: 0 }, 'UNDETERMINED'],
    [{ behind: 0, parked: 1 }, 'UNDETERMINED'],
  ])('%j is %s', (standing, verdict) => {
    expect(judgeStanding(standing).verdict).toBe(verdict);
  });

  test('is told, and nothing is decided on what could not be taken', async () => {
    const query = '{ supervisionStanding { behind parked undetermined } }';
    expect((await served.ask(query, {}, centre)).data.supervisionStanding).toEqual({
      behind: 0,
      parked: 0,
      undetermined: null,
    });
    await publishForTest(served.events, {
      type: 'filing.created',
      payload: { facts: {}, agencyId: 'broken', sites: 1 },
    });
    expect((await served.ask(query, {}, centre)).data.supervisionStanding.behind).toBe(1);
    for (let tries = 0; tries < 5; tries += 1) await served.settle();
    const { behind, parked, undetermined } = (await served.ask(query, {}, centre)).data.supervisionStanding;
    expect({ behind, parked }).toEqual({ behind: 0, parked: 1 });
    expect(undetermined).not.toBeNull();
  });
});
