import { beforeAll, describe, expect, test } from '@jest/globals';
import { publishForTest } from '@shanghai/platform/testing';
import { useGraph } from './graph.js';

const graph = useGraph({ applications: true });

const EXAMPLE_ENTERPRISE = {
  agencyId: 'agency-example-enterprise',
  ...{ name: '示例企业', type: 'ENTERPRISE', registrationDistrict: '310104', sitesKnown: true, synthetic: true },
  filings: [
    {
      ...{ filingId: 'filing-example', authority: { body: 'DISTRICT_BUREAU', district: '310115' }, version: 0 },
      facts: {
        listedOn: null,
        periods: [{ from: '2025-01-10', to: '2028-01-09' }],
        suspensions: [],
        termination: null,
      },
      standing: { from: '2025-01-10', to: '2028-01-09' },
    },
  ],
  sites: [],
};

beforeAll(async () => {
  const payload = { part: 'test/0', agencies: [EXAMPLE_ENTERPRISE] };
  await publishForTest(graph().subgraph('supervision').events, { type: 'agencies.loaded', payload });
  await graph().settle();
});

describe('WhomDoISupervise', () => {
  test('lists for the city the agencies of the notice, whose districts no source tells', async () => {
    const { data, errors } = await graph().run('WhomDoISupervise');
    expect(errors).toEqual([]);
    expect(data.supervisedSubjects.totalCount).toBeGreaterThanOrEqual(47);
    const [node] = data.supervisedSubjects.nodes;
    expect(node).toMatchObject({ synthetic: false, territories: [], lastInspection: null, agency: { id: node.id } });
    expect(node.agency.status.status).toBe('LISTED');
    expect(node.undetermined).toContain('考核点');
    expect(data.supervisionStanding.undetermined).toBeNull();
  });

  test('knows who was filed by a receipt, whose field it is, and why it is a district’s', async () => {
    const subjects =
      '{ supervisedSubjects(first: 100) { nodes { name type territories { district { code } reasons { limb } } } } }';
    const { data } = await graph().as({ sub: 'zhou', role: 'CENTRE' })(subjects);
    const filed = data.supervisedSubjects.nodes.filter(
      ({ territories }: { territories: unknown[] }) => territories.length > 0,
    );
    expect(filed.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^示例/)]),
    );
  });

  test('tells a district its own and nobody else', async () => {
    const ask = graph().as({ sub: 'pan', role: 'DISTRICT_BUREAU', district: '310115' });
    const { data } = await ask(
      '{ supervisedSubjects(limb: ENTERPRISE_FILED_HERE) { nodes { id territories { district { name } reasons { limb } } } } }',
    );
    expect(data.supervisedSubjects.nodes).toEqual([
      {
        id: 'agency-example-enterprise',
        territories: [{ district: { name: '浦东新区' }, reasons: [{ limb: 'ENTERPRISE_FILED_HERE' }] }],
      },
    ]);
  });
});

test('PlanRandomInspection shows a draw from its commitment to its proof, with the recusal that was left out', async () => {
  const pudong = graph().as({ sub: 'pan', role: 'DISTRICT_BUREAU', district: '310115' });
  const inspectors = ['R-1', 'R-2', 'R-3'].map(
    (one) =>
      `{ inspectorNo: "${one}", department: HR_DEPARTMENT, relatedTo: ${one === 'R-1' ? '["示例企业"]' : '[]'} }`,
  );
  const committed = await pudong(`mutation { commitDraw(idempotencyKey: "graph-commit", draw: {
    kind: DAILY, topics: [{ kind: FILING_CONSISTENCY }], plannedOn: "2026-11-10"
    quotas: [{ stratum: "B", count: 1 }], inspectors: [${inspectors.join()}]
  }) { ... on DrawActDone { draw { id version seed } } ... on Refused { refusals { message } } } }`);
  const { id, version, seed } = committed.data.commitDraw.draw;
  expect(seed).toBeNull();
  await pudong(
    `mutation { performDraw(id: "${id}", version: ${version}, idempotencyKey: "graph-perform") { __typename } }`,
  );
  const { data, errors, subgraphCalls, storeCommands } = await graph().run('PlanRandomInspection');
  expect(errors).toEqual([]);
  expect([subgraphCalls <= 3, storeCommands <= 8]).toEqual([true, true]);
  expect(data.drawPool.undetermined).toBeNull();
  const [draw] = data.randomDraws.nodes;
  expect(draw).toMatchObject({ id, status: 'PERFORMED', isVerified: true, strata: [{ quota: 1 }] });
  expect(draw.recusals).toEqual([{ entryId: 'agency-example-enterprise', inspectorNo: 'R-1', relatedTo: '示例企业' }]);
  expect(draw.picks[0]).toMatchObject({ inspection: { status: 'DRAWN' } });
  expect(draw.picks[0].inspectorNos).toHaveLength(2);
});
