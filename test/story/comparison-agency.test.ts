import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, useGraph } from '../graph/graph.js';
import { imported, lawfulPosts, signed, staffSheet, supervisorSheet } from './lawful-people.js';
import { comparisonFormOf } from './route-forms.js';
import { filedApplication } from './route-questions.js';
import { panel } from './social-filing.js';
import { type Done, agencyPerson, people, tell } from './teller.js';

const graph = useGraph();
const story = tell(graph);
const agency = agencyPerson('story-comparison');
const letter = 'itemNames: [] sealedOn: "2026-06-25"';
const receipt = 'receiptNo: "示例比照-001"';
let mapping: Json;
let one: Done;

beforeAll(async () => {
  await story.goTo('2026-06-26');
  const { comparisonMappings } = await story.read(
    people.anyone,
    '{ comparisonMappings(text: "HCIA-AI") { nodes { id occupationFullName } } }',
  );
  mapping = comparisonMappings.nodes[0];
  one = await story.draft(agency, 'COMPARISON', comparisonFormOf(13, mapping));
});

// The tests follow each other, as the acts do (CMP-009 to CMP-011).
describe('a comparison agency', () => {
  test('needs one letter, of an authority and of no district', async () => {
    expect(await story.turnedAway(people.pudong, 'recommendApplication', one, letter)).toEqual(['FORBIDDEN']);
    expect(await story.refused(agency, 'submitApplication', one)).toContain('CMP-009 RECOMMENDATION_MISSING');
    one = await story.act(people.superior, 'recommendApplication', one, letter);
  });

  test('is not submitted as long as nothing is known of its people', async () => {
    const query = `query ($id: ID!) {
      checkApplication(id: $id) {
        maySubmit round { id }
        findings(verdict: [FAIL, UNDETERMINED]) { rule code verdict }
      }
    }`;
    const { checkApplication } = await story.read(agency, query, { id: one.id });
    const { findings, ...check } = checkApplication;
    expect(check).toEqual({ maySubmit: false, round: { id: 'comparison-2026-06' } });
    const known = findings.filter(({ verdict }: Json) => verdict === 'FAIL');
    expect(known.map(({ rule, code }: Json) => `${rule} ${code}`)).toEqual(['STF-017 COMMITMENT_MISSING']);
    expect(findings).toHaveLength(19);
    expect(await story.refused(agency, 'submitApplication', one)).toEqual(
      findings.map(({ rule, code }: Json) => `${rule} ${code}`),
    );
    expect(findings.map(({ rule }: Json) => rule)).toEqual(expect.arrayContaining(['STF-001', 'STF-017', 'ISU-001']));
  });

  test('with an unlawful roster is refused, and told the smallest change that mends it', async () => {
    const id = 'story-comparison';
    // One enters the results and confirms them, and nobody reviews what another has reviewed first.
    const unlawful = lawfulPosts.map((one, at) => (at === 3 ? (['成绩管理', '成绩录入岗、成绩评定岗'] as const) : one));
    await imported(story, agency, id, { sheet: 'STAFF', csv: staffSheet(unlawful, '附劳动合同 20260626 新增') });
    const { check, staff } = await imported(story, agency, id, {
      sheet: 'INTERNAL_SUPERVISORS',
      csv: supervisorSheet(5, '20260626'),
    });
    expect(check.isLawful).toBe(false);
    expect(check.repair).toMatchObject({ outcome: 'MENDED', left: [] });
    expect(check.repair.changes.map(({ takes }: Json) => takes)).toContain(true);
    await signed(story, agency, staff, '2026-06-26');
    const wrong = check.findings
      .filter(({ force }: Json) => force === 'MUST')
      .map(({ rule, code }: Json) => `${rule} ${code}`);
    expect(wrong).toContain('STF-012 POST_CONFLICT');
    expect(await story.refused(agency, 'submitApplication', one)).toEqual(expect.arrayContaining(wrong));
  });

  test('with a lawful one is selected without project assessment, and filed by the Centre after publicity', async () => {
    const csv = staffSheet(lawfulPosts, '附劳动合同 20260626 变更');
    const { check } = await imported(story, agency, 'story-comparison', { sheet: 'STAFF', csv });
    // That posts are unfilled is remarked alone.
    expect(check).toMatchObject({ isLawful: true, findings: [{ code: 'POST_UNFILLED' }] });
    one = await story.act(agency, 'submitApplication', one);
    expect(await story.turnedAway(people.pudong, 'acceptApplication', one)).toEqual(['FORBIDDEN']);
    one = await story.act(people.centre, 'acceptApplication', one);
    one = await story.act(people.centre, 'startAgencyAssessment', one, panel);
    one = await story.act(people.centre, 'passAgencyAssessment', one);
    expect(one.status).toBe('AWAITING_CONSENT');
    expect(await story.turnedAway(people.centre, 'consentToFiling', one)).toEqual(['FORBIDDEN']);
    one = await story.act(people.bureau, 'consentToFiling', one);
    await story.goTo('2026-07-03');
    expect(await story.refused(people.centre, 'issueReceipt', one, receipt)).toEqual(['CMP-011 PUBLICITY_RUNNING']);
    await story.goTo('2026-07-04');
    expect(await story.turnedAway(people.bureau, 'issueReceipt', one, receipt)).toEqual(['FORBIDDEN']);
    one = await story.act(people.centre, 'issueReceipt', one, receipt);
    expect(await filedApplication(story, one)).toMatchObject({
      ...{ route: 'COMPARISON', status: 'FILED', round: { id: 'comparison-2026-06' } },
      items: [{ status: 'PASSED', mapping: { id: mapping.id } }],
      filing: {
        ...{ type: 'COMPARISON', authority: 'CENTRE', receiptNo: '示例比照-001', validityAssumed: false },
        ...{ validFrom: '2026-07-04', validTo: '2029-07-03' },
      },
    });
  });

  test('certifies what it was filed for', async () => {
    const query = `query ($agency: ID!) {
      comparisonMappings(text: "HCIA-AI") {
        nodes { before: certifyingAgencies(asOf: "2026-07-03") { totalCount } certifyingAgencies { totalCount nodes { mayAssess agency { id } } } }
      }
      agency(id: $agency) { type status { status } }
    }`;
    const found = await story.read(people.anyone, query, { agency: 'story-comparison' });
    expect(found).toEqual({
      comparisonMappings: {
        nodes: [
          {
            before: { totalCount: 0 },
            certifyingAgencies: { totalCount: 1, nodes: [{ mayAssess: 'YES', agency: { id: 'story-comparison' } }] },
          },
        ],
      },
      agency: { type: 'COMPARISON', status: { status: 'ACTIVE' } },
    });
  });
});
