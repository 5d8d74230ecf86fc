import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { creditCodeCheck } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { letterDuties } from '../dist/application/letter-rules.js';
import { agencies } from '../dist/subgraph.js';
import { instant, lawfulForm } from './application-facts.js';
import { applicantOf, newKey, people } from './application-life.js';
import { publishMappings } from './route-acts.js';
import { plantPeople } from './roster/typed-lines.js';
import { comparisonForm, knx } from './route-facts.js';

const clock = settableClock(instant('2026-03-02'));
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
  await publishMappings(served);
});
afterAll(async () => served.stop());

/** A credit code with its check character. */
function coded(code: string): string {
  return code + creditCodeCheck(code);
}

/** An application as the last answer had it. */
interface Read {
  readonly id: string;
  readonly version: number;
}

/** Asks as a caller; the answer without errors. */
async function asked(caller: Caller, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { data, errors } = await served.ask(query, variables, caller);
  expect(errors).toEqual([]);
  return data;
}

/** What an act answers: the application as far as a story looks at it, or why not. */
const ANSWER = `... on ApplicationActDone { application { id version status } }
  ... on Refused { refusals { rule code path } }`;

/** What is read of it: an application, or why the act was refused. */
interface Acted extends Read {
  readonly refusals: readonly { readonly rule: string }[];
}

/** An entry of a history as far as a story looks at it. */
interface Entry {
  readonly clauses: readonly { readonly notice: { readonly id: string } }[];
}

/** Does an act that takes nothing but the application and what is given as GraphQL. */
async function act(caller: Caller, name: string, { id, version }: Read, given = ''): Promise<Acted> {
  const at = `id: "${id}", version: ${version}, idempotencyKey: "${newKey()}"`;
  const answer = await asked(caller, `mutation { act: ${name}(${at} ${given}) { ${ANSWER} } }`);
  return answer.act.application ?? answer.act;
}

/** What a bureau is offered on an application that waits for it; null when it does not. */
async function waitingFor(caller: Caller, { id }: Read): Promise<readonly string[] | null> {
  const { bureauInbox } = await asked(caller, '{ bureauInbox { waiting { nodes { id availableActs } } } }');
  const found = bureauInbox.waiting.nodes.find((one: { readonly id: string }) => one.id === id);
  return found?.availableActs ?? null;
}

/** The form as a client sends it. */
async function draft(caller: Caller, route: string, form: object): Promise<Read> {
  const query = `mutation Draft($form: ApplicationFormInput!, $route: ApplicationRoute!, $key: IdempotencyKey!) {
    act: draftApplication(form: $form, route: $route, idempotencyKey: $key) { ${ANSWER} }
  }`;
  const { act } = await asked(caller, query, { form, route, key: newKey() });
  return act.application;
}

const sent = lawfulForm();
const panel = '[{ expertNo: "E-1", employer: "示例大学" }]';
const methods = '[{ kind: SITE_VISIT }]';

const FILING = `query Filed($id: ID!) {
  agencyApplication(id: $id) {
    route status submittedAt reportedToCentreAt reviewedAt
    round { id }
    consents { body authority district { code } itemNames siteNames }
    technicalAssessment { passed panelSize }
    preliminaryOpinion { favourable text }
    items { fullName status standardKind item { id } mapping { id } levels }
    availableActs
    history { nodes { act clauses { notice { id } } } }
    filing {
      type authority authorityDistrict { code } receiptNo validFrom validTo validityAssumed
      items { nodes { fullName levels standardKind item { id } mapping { id } } }
    }
  }
}`;

describe('a college', () => {
  const college = applicantOf({ applicantId: 'agency-college' });

  test('goes by its district to the Centre, and is filed for what it evaluates by national standards', async () => {
    clock.set(instant('2026-03-02'));
    const form = { ...sent, name: '示例职业技术学院', nature: 'COLLEGE_HIGHER' };
    const drafted = await draft(college, 'COLLEGE', form);
    expect(drafted).toMatchObject({ status: 'DRAFT' });
    expect(await act(college, 'submitApplication', drafted)).toEqual({
      refusals: [{ rule: 'RTE-004', code: 'CONSENT_MISSING', path: [] }],
    });
    const consented = await act(people.superior, 'consentToApplication', drafted);
    expect(consented).toMatchObject({ status: 'CONSENTED' });
    const check = `query Check($id: ID!) {
      checkApplication(id: $id) { maySubmit round { id } findings(verdict: [NOT_APPLICABLE]) { rule } }
    }`;
    const { checkApplication } = await asked(college, check, { id: drafted.id });
    expect(checkApplication).toMatchObject({ maySubmit: true, round: null });
    expect(checkApplication.findings.map(({ rule }: { rule: string }) => rule)).toContain('AGY-015');
    const submitted = await act(college, 'submitApplication', consented);
    expect(submitted).toMatchObject({ status: 'SUBMITTED' });
    expect(
      await act(people.centre, 'startTechnicalAssessment', submitted, `methods: ${methods} panel: ${panel}`),
    ).toEqual({ refusals: [{ rule: 'FIL-013', code: 'NOT_FILING_AUTHORITY', path: [] }] });
    const inbox = '{ bureauInbox { waiting { nodes { id status availableActs } } } }';
    const { bureauInbox } = await asked(people.pudong, inbox);
    expect(bureauInbox.waiting.nodes).toEqual([
      { id: drafted.id, status: 'SUBMITTED', availableActs: ['startTechnicalAssessment', 'refuseApplication'] },
    ]);
    const started = await act(
      people.pudong,
      'startTechnicalAssessment',
      submitted,
      `methods: ${methods} panel: ${panel}`,
    );
    const passed = await act(people.pudong, 'passTechnicalAssessment', started);
    expect(passed).toMatchObject({ status: 'PRELIMINARY_OPINION' });
    const opinion = await act(people.pudong, 'givePreliminaryOpinion', passed, 'favourable: true text: "建议备案"');
    expect(opinion).toMatchObject({ status: 'CENTRE_REVIEW' });
    const related = '[{ expertNo: "E-2", employer: "示例职业技术学院" }]';
    expect(await act(people.centre, 'passCentreReview', opinion, `panel: ${related}`)).toEqual({
      refusals: [{ rule: 'EXP-003', code: 'RECUSAL_REQUIRED', path: ['panel', '0'] }],
    });
    const reviewed = await act(people.centre, 'passCentreReview', opinion, `panel: ${panel}`);
    const filed = await act(people.centre, 'fileApplication', reviewed);
    expect(filed).toMatchObject({ status: 'FILED' });

    const { agencyApplication: found } = await asked(people.centre, FILING, { id: drafted.id });
    expect(found).toMatchObject({
      ...{ route: 'COLLEGE', round: null, availableActs: [] },
      consents: [{ body: 'SUPERIOR', authority: '示例上级主管部门', district: null, itemNames: ['咖啡师'] }],
      preliminaryOpinion: { favourable: true, text: '建议备案' },
      items: [{ status: 'PASSED', item: null, mapping: null, standardKind: 'NATIONAL' }],
      filing: {
        ...{ type: 'COLLEGE', authority: 'CENTRE', authorityDistrict: null, receiptNo: null },
        ...{ validFrom: '2026-03-02', validTo: '2029-03-01', validityAssumed: true },
        items: { nodes: [{ fullName: '咖啡师', standardKind: 'NATIONAL', item: null, mapping: null }] },
      },
    });
    const notices = found.history.nodes.flatMap(({ clauses }: Entry) => clauses.map(({ notice }) => notice.id));
    expect([...new Set(notices)]).toContain('沪人社职〔2024〕120号');
  });
});

describe('a district enterprise', () => {
  const enterprise = applicantOf({ applicantId: 'agency-enterprise' });

  test('is filed by the bureau of its district, which tells the Centre', async () => {
    clock.set(instant('2026-04-01'));
    const form = {
      ...sent,
      name: '示例制造有限公司',
      nature: 'ENTERPRISE_DISTRICT',
      unifiedSocialCreditCode: coded('91310000MA0000002'),
      items: [{ ...sent.items[0]!, standardKind: 'SPECIFICATION', levels: ['3', '特级技师'] }],
    };
    const drafted = await draftedWithCheckedCode(enterprise, form);
    expect(await waitingFor(people.pudong, drafted)).toEqual(['consentToApplication']);
    expect(await waitingFor(people.xuhui, drafted)).toBeNull();
    const consented = await act(people.pudong, 'consentToApplication', drafted);
    expect(consented).toMatchObject({ status: 'CONSENTED' });
    expect(await waitingFor(people.pudong, drafted)).toBeNull();
    const submitted = await act(enterprise, 'submitApplication', consented);
    expect(submitted).toMatchObject({ status: 'SUBMITTED' });
    const started = await act(
      people.pudong,
      'startTechnicalAssessment',
      submitted,
      `methods: ${methods} panel: ${panel}`,
    );
    const passed = await act(people.pudong, 'passTechnicalAssessment', started);
    expect(await act(people.centre, 'fileApplication', passed)).toEqual({
      refusals: [{ rule: 'FIL-013', code: 'NOT_FILING_AUTHORITY', path: [] }],
    });
    const filed = await act(people.pudong, 'fileApplication', passed);
    const waiting = await asked(people.pudong, '{ bureauInbox { waiting { nodes { id availableActs } } } }');
    expect(waiting.bureauInbox.waiting.nodes).toEqual([{ id: filed.id, availableActs: ['reportToCentre'] }]);
    clock.set(instant('2026-04-02'));
    await act(people.pudong, 'reportToCentre', filed);
    const { agencyApplication: found } = await asked(people.centre, FILING, { id: filed.id });
    expect(found).toMatchObject({
      ...{ route: 'DISTRICT_ENTERPRISE', status: 'FILED', reportedToCentreAt: instant('2026-04-02').toISOString() },
      filing: {
        ...{ type: 'ENTERPRISE', authority: 'DISTRICT_BUREAU', authorityDistrict: { code: '310115' }, receiptNo: null },
        items: { nodes: [{ standardKind: 'SPECIFICATION', levels: ['SENIOR', 'SPECIAL_GRADE_TECHNICIAN'] }] },
      },
    });
  });

  /** A draft, after one with the wrong nature was refused. */
  async function draftedWithCheckedCode(caller: Caller, form: object): Promise<Read> {
    const wrong = await served.ask(
      `mutation Draft($form: ApplicationFormInput!) {
        draftApplication(form: $form, route: MUNICIPAL_ENTERPRISE, idempotencyKey: "${newKey()}") { ${ANSWER} }
      }`,
      { form },
      caller,
    );
    expect(wrong.data.draftApplication.refusals).toEqual([
      { rule: 'RTE-001', code: 'WRONG_FILING_AUTHORITY', path: ['nature'] },
    ]);
    return draft(caller, 'DISTRICT_ENTERPRISE', form);
  }
});

describe('a comparison agency', () => {
  const agency = applicantOf({ applicantId: 'agency-comparison' });

  test('is selected without project assessment, and filed for the mappings it applied for', async () => {
    clock.set(instant('2026-06-26'));
    const form = {
      ...sent,
      ...comparisonForm(),
      name: '示例比照认定中心',
      unifiedSocialCreditCode: coded('52310000MJ0000003'),
    };
    const drafted = await draft(agency, 'COMPARISON', form);
    const letter = `itemNames: [] dutiesParagraph: "${letterDuties}" sealedOn: "2026-06-25"`;
    const recommended = await act(people.industry, 'recommendApplication', drafted, letter);
    const refused = await act(agency, 'submitApplication', recommended);
    expect(refused.refusals.map(({ rule }: { rule: string }) => rule)).toEqual(
      expect.arrayContaining(['STF-001', 'STF-017', 'ISU-001']),
    );
    await plantPeople(served, 'agency-comparison', '2026-06-26');
    const submitted = await act(agency, 'submitApplication', recommended);
    const accepted = await act(people.centre, 'acceptApplication', submitted);
    const started = await act(people.centre, 'startAgencyAssessment', accepted, `methods: ${methods} panel: ${panel}`);
    const passed = await act(people.centre, 'passAgencyAssessment', started);
    expect(passed).toMatchObject({ status: 'AWAITING_CONSENT' });
    const publicised = await act(people.bureau, 'consentToFiling', passed);
    expect(publicised).toMatchObject({ status: 'PUBLICITY' });
    const receipt = 'receiptNo: "示例-比照-1"';
    clock.set(instant('2026-07-03'));
    expect(await act(people.centre, 'issueReceipt', publicised, receipt)).toEqual({
      refusals: [{ rule: 'CMP-011', code: 'PUBLICITY_RUNNING', path: [] }],
    });
    clock.set(instant('2026-07-04'));
    const filed = await act(people.centre, 'issueReceipt', publicised, receipt);
    const { agencyApplication: found } = await asked(people.centre, FILING, { id: filed.id });
    expect(found).toMatchObject({
      ...{ route: 'COMPARISON', round: { id: 'comparison-2026-06' } },
      items: [{ status: 'PASSED', item: null, mapping: { id: knx().mappingId } }],
      filing: {
        ...{ type: 'COMPARISON', authority: 'CENTRE', receiptNo: '示例-比照-1', validityAssumed: false },
        ...{ validFrom: '2026-07-04', validTo: '2029-07-03' },
        items: { nodes: [{ fullName: '智能楼宇管理员', standardKind: null, mapping: { id: knx().mappingId } }] },
      },
    });
    const mapping = `query Certifying($reference: [_Any!]!) {
      _entities(representations: $reference) { ... on ComparisonMapping { certifyingAgencies { totalCount } } }
    }`;
    const reference = [{ __typename: 'ComparisonMapping', id: knx().mappingId }];
    const { _entities } = await asked(people.anyone, mapping, { reference });
    expect(_entities[0].certifyingAgencies.totalCount).toBe(1);
  });
});
