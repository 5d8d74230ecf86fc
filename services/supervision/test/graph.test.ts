import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fixedClock } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { supervision } from '../dist/subgraph.js';
import { facts, filing, site } from './facts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(supervision, fixedClock(new Date('2025-06-20T23:59:00+08:00')));
});

afterAll(async () => served.stop());

const SUPERVISION = `query ($of: [_Any!]!, $asOf: Day) { _entities(representations: $of) { ... on EvaluationAgency {
  id
  supervision(asOf: $asOf) {
    asOf
    cityWide { body limb rule }
    districtCount
    districts { district { code name } reasons { limb explanation siteIds rule clauses { notice { id } item quote } } }
    undetermined
  }
} } }`;

/** An agency as the gateway sends it. */
function agency(over: Parameters<typeof facts>[0] = {}) {
  const { type, ...supervisionFacts } = facts(over);
  return { __typename: 'EvaluationAgency', id: 'agency-1', type, supervisionFacts };
}

describe('the supervision of an agency', () => {
  test('follows from what the graph sends, on the day of the request, without the store', async () => {
    const of = [agency({ filedBy: [filing()], sites: [site()] })];
    const { data, errors, commands } = await served.ask(SUPERVISION, { of });
    expect(errors).toEqual([]);
    const { supervision: answer } = data._entities[0];
    expect(answer).toMatchObject({
      asOf: '2025-06-20',
      cityWide: [
        { body: 'BUREAU', limb: null, rule: 'SPV-001' },
        { body: 'CENTRE', limb: null, rule: 'SPV-002' },
      ],
      districtCount: 1,
      undetermined: null,
    });
    expect(answer.districts[0].district).toEqual({ code: '310115', name: '浦东新区' });
    expect(answer.districts[0].reasons).toMatchObject([
      { limb: 'ENTERPRISE_FILED_HERE', explanation: '区备案的企业评价机构', siteIds: [], rule: 'SPV-003' },
      { limb: 'ENTERPRISE_SITE_HERE', explanation: '企业评价机构在区的考核点：示例考核点', siteIds: ['site-1'] },
    ]);
    expect(answer.districts[0].reasons[0].clauses[0]).toEqual({
      notice: { id: '沪人社职〔2024〕120号' },
      item: '三（三）1',
      quote: '区级备案管理的企业职业技能等级评价机构',
    });
    expect(commands).toEqual([]);
  });

  test('is told for another day', async () => {
    const of = [agency({ filedBy: [filing()] })];
    const { data } = await served.ask(SUPERVISION, { of, asOf: '2025-06-21' });
    expect(data._entities[0].supervision).toMatchObject({ asOf: '2025-06-21', districtCount: 0, undetermined: null });
  });

  test('says what is missing where the facts are not in hand', async () => {
    const of = [agency({ type: 'SOCIAL_ORGANISATION', registrationDistrict: null, filedBy: [], sitesKnown: false })];
    const { data } = await served.ask(SUPERVISION, { of });
    const { districtCount, districts, undetermined } = data._entities[0].supervision;
    expect({ districtCount, districts }).toEqual({ districtCount: 0, districts: [] });
    expect(undetermined).toContain('考核点');
    expect(undetermined).toContain('注册');
  });

  test('names nobody before 1 May 2024', async () => {
    const { data } = await served.ask(SUPERVISION, { of: [agency()], asOf: '2024-04-30' });
    expect(data._entities[0].supervision).toMatchObject({ cityWide: [], districts: [] });
    expect(data._entities[0].supervision.undetermined).not.toBeNull();
  });
});

interface Entry {
  readonly body?: string;
  readonly rule?: string;
  readonly clauses: readonly unknown[];
}

describe('the rules of supervision', () => {
  test('are served with their clauses', async () => {
    const { data, errors, commands } = await served.ask(`{
      supervisionDuties { body limb duty rule clauses { quote } }
      inspectionKinds { kind label clauses { quote } }
      inspectionMethods { method label clauses { quote } }
      inspectionTopics { topic label clauses { quote } }
    }`);
    expect(errors).toEqual([]);
    expect(commands).toEqual([]);
    const duties = data.supervisionDuties as Entry[];
    expect(duties.map(({ body, rule }) => [body, rule])).toEqual([
      ['BUREAU', 'SPV-001'],
      ['CENTRE', 'SPV-002'],
      ...Array.from({ length: 5 }, () => ['DISTRICT_BUREAU', 'SPV-003']),
      ['INDUSTRY_AUTHORITY', 'SPV-004'],
      ['AGENCY', 'SPV-005'],
      ['AGENCY', 'SPV-013'],
    ]);
    const rows = [...duties, ...data.inspectionKinds, ...data.inspectionMethods, ...data.inspectionTopics] as Entry[];
    expect(rows).toHaveLength(10 + 2 + 6 + 8);
    expect(rows.filter(({ clauses }) => clauses.length === 0)).toEqual([]);
  });

  test.each([
    ['2024-04-30', 0],
    ['2024-05-01', 4],
  ])('have on %s %i tiers of violations', async (asOf, count) => {
    const query = `query ($asOf: Day) { violationTiers(asOf: $asOf) { tier from rule measures { measure clauses { item } } forbidden } }`;
    const { data } = await served.ask(query, { asOf });
    expect(data.violationTiers).toHaveLength(count);
    if (count > 0)
      expect(data.violationTiers[3]).toEqual({
        tier: 'ESPECIALLY_SERIOUS',
        from: '2024-05-01',
        rule: 'VIO-003',
        measures: [{ measure: 'TERMINATE_FILING', clauses: [{ item: '三（四）2' }, { item: '三（四）3' }] }],
        forbidden: expect.arrayContaining(['WARNING', 'IMMEDIATE_CORRECTION']),
      });
  });

  test('need no data', () => {
    expect(served.lines).toHaveLength(1);
  });

  test('refuse a day that does not exist', async () => {
    const { errors } = await served.ask('{ violationTiers(asOf: "2024-04-31") { tier } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'asOf' });
  });
});
