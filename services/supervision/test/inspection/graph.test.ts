import { describe, expect, test } from '@jest/globals';
import { type Caller, publicCaller } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import { XUHUI } from '../subject/told.js';
import { actsOn, agency, callers, done, evidence, inspectionIn } from './life.js';
import { useWorld } from './world.js';

const world = useWorld();
const store = () => world().served.connection;
const acts = actsOn(store);
const ask = async (query: string, caller: Caller = callers.pudong, variables = {}) =>
  world().served.ask(query, variables, caller);

describe('what is published of an inspection', () => {
  const PUBLISHED =
    '{ publishedInspections { totalCount nodes { id name siteName result isRectified publishedOn lead { role district { code } } methods { kind } topics { kind } } } }';

  test('is its result and never who inspected, what was found, or the evidence', async () => {
    const closed = await inspectionIn(acts, store(), 'CLOSED');
    expect((await ask(PUBLISHED, publicCaller)).data.publishedInspections.totalCount).toBe(0);
    done(await acts.publishInspectionResult(closed._id));
    const { data, errors, commands } = await ask(PUBLISHED, publicCaller);
    expect(errors).toEqual([]);
    expect(commands).toHaveLength(2);
    expect(data.publishedInspections.nodes).toEqual([
      {
        ...{ id: closed._id, name: '示例企业', siteName: null, result: 'NO_PROBLEM', isRectified: null },
        ...{ publishedOn: '2025-06-20', lead: { role: 'DISTRICT_BUREAU', district: { code: '310115' } } },
        ...{ methods: [{ kind: 'ON_SITE' }], topics: [{ kind: 'FAIRNESS' }] },
      },
    ]);
    const fields = (await ask('{ __type(name: "PublishedInspection") { fields { name } } }', publicCaller)).data.__type
      .fields as { name: string }[];
    expect(fields.map(({ name }) => name)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/team|finding|evidence|summary|opinion/)]),
    );
  });

  test('says of a rectification whether it was done', async () => {
    const ordered = await inspectionIn(acts, store(), 'RECTIFICATION');
    done(await acts.acceptInspectionRectification(ordered._id));
    done(await acts.publishInspectionResult(ordered._id));
    const { data } = await ask(PUBLISHED, publicCaller);
    expect(data.publishedInspections.nodes.find(({ id }: { id: string }) => id === ordered._id)).toMatchObject({
      result: 'BREACH_FOUND',
      isRectified: true,
    });
  });
});

describe('an inspection in the graph', () => {
  const WHOLE = `query ($id: ID!) { inspection(id: $id) {
    id version status availableActs plannedOn
    subject { kind name district { code } } team { inspectorNo } findings { no text evidence { name reference } }
    rectification { dueOn isOverdue } history { totalCount nodes { act from to clauses { item } } }
  } }`;

  test('is read whole by who leads it, with what may be done now', async () => {
    const { _id } = await inspectionIn(acts, store(), 'RECTIFICATION');
    const { data, errors } = await ask(WHOLE, callers.pudong, { id: _id });
    expect(errors).toEqual([]);
    expect(data.inspection).toMatchObject({
      status: 'RECTIFICATION',
      availableActs: ['acceptInspectionRectification', 'rejectInspectionRectification'],
      team: [{ inspectorNo: 'R-001' }],
      findings: [{ no: 1, evidence: [{ name: evidence[0]!.name }] }],
      rectification: { dueOn: '2025-07-01', isOverdue: false },
      history: { totalCount: 6 },
    });
  });

  test('is an agency’s from its result on, without the team, and another agency’s never', async () => {
    const planned = await inspectionIn(acts, store(), 'IN_PROGRESS');
    const short = 'query ($id: ID!) { inspection(id: $id) { status result findings { text } } }';
    expect((await ask(short, callers.agency, { id: planned._id })).data.inspection).toBeNull();
    const reported = await inspectionIn(acts, store(), 'REPORTED');
    expect((await ask(short, callers.agency, { id: reported._id })).data.inspection).toMatchObject({
      result: 'NO_PROBLEM',
    });
    const { errors } = await ask('query ($id: ID!) { inspection(id: $id) { team { inspectorNo } } }', callers.agency, {
      id: reported._id,
    });
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    const other = { ...callers.agency, scopes: { agency: 'with-site' } };
    expect((await ask(short, other, { id: reported._id })).data.inspection).toBeNull();
  });

  test('of a site is its district’s too, and of an agency not that of its site', async () => {
    const site = done(
      await acts.planInspection('', { caller: callers.centre, plan: { subject: agency('with-site', 'site-1') } }),
    );
    const whole = done(
      await acts.planInspection('', { caller: callers.centre, plan: { subject: agency('with-site') } }),
    );
    const list = '{ inspections(first: 100) { nodes { id } } }';
    const ids = ((await ask(list, callers.xuhui)).data.inspections.nodes as { id: string }[]).map(({ id }) => id);
    expect(ids).toContain(site._id);
    expect(ids).not.toContain(whole._id);
    expect(site.subject.district).toBe(XUHUI);
  });

  test('is planned by a mutation, and refused with every reason at once', async () => {
    const plan = (more: string) =>
      `mutation { planInspection(plan: { kind: SPECIAL, ${more}, plannedOn: "2025-06-24" }, idempotencyKey: "graph-${more.length}") {
        __typename ... on InspectionActDone { inspection { id status subject { name agency { id } } } isRepeated } ... on Refused { refusals { code path clauses { item } } }
      } }`;
    const { data, errors } = await ask(
      plan('methods: [{ kind: REMOTE_MONITORING }], topics: [{ kind: SERVICE }], subject: { agencyId: "enterprise" }'),
    );
    expect(errors).toEqual([]);
    expect(data.planInspection).toMatchObject({
      __typename: 'InspectionActDone',
      inspection: { status: 'PLANNED', subject: { name: '示例企业', agency: { id: 'enterprise' } } },
    });
    const refused = (await ask(plan('methods: [], topics: [], subject: { agencyId: "social" }'))).data.planInspection;
    expect(refused.refusals.map(({ code }: { code: string }) => code)).toEqual([
      'UNKNOWN_METHOD',
      'FIELD_REQUIRED',
      'OUT_OF_DISTRICT',
    ]);
    const nobody = await ask(
      plan('methods: [{ kind: ON_SITE }], topics: [{ kind: SERVICE }], subject: { name: "示例协会" }'),
    );
    expect(nobody.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'plan.subject' });
  });

  test('is the last of its subject, in one command for the whole list', async () => {
    const { data, commands } = await ask('{ supervisedSubjects { nodes { id lastInspection { id finishedAt } } } }');
    const nodes = data.supervisedSubjects.nodes as { id: string; lastInspection: { id: string } | null }[];
    expect(nodes.find(({ id }) => id === 'enterprise')?.lastInspection).not.toBeNull();
    expect(nodes.find(({ id }) => id === 'with-site')?.lastInspection).toBeNull();
    expect(commands).toHaveLength(2);
  });
});

describe('an inspection that led to a case', () => {
  test('is closed when the case has ended, once, and by the case of its own agency alone', async () => {
    const opened = await inspectionIn(acts, store(), 'CASE_OPENED');
    const ended = (over: object) => ({
      type: 'case.changed',
      payload: { caseId: 'case-7', to: 'CLOSED', agencyId: 'enterprise', inspectionId: opened._id, ...over },
    });
    const statusNow = async () =>
      (
        await ask('query ($id: ID!) { inspection(id: $id) { status version caseId } }', callers.pudong, {
          id: opened._id,
        })
      ).data.inspection;
    for (const over of [{ agencyId: 'with-site' }, { to: 'DECIDED' }, { inspectionId: null }])
      await publishForTest(world().served.events, ended(over));
    await world().served.settle();
    expect(await statusNow()).toMatchObject({ status: 'CASE_OPENED' });
    for (const over of [{}, { to: 'DISMISSED' }]) await publishForTest(world().served.events, ended(over));
    await world().served.settle();
    expect(await statusNow()).toEqual({ status: 'CLOSED', version: opened.version + 1, caseId: 'case-7' });
  });
});
