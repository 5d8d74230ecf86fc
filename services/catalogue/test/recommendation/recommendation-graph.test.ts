import { describe, expect, test } from '@jest/globals';
import type { Caller } from '@shanghai/platform';
import { publishForTest, settableClock } from '@shanghai/platform/testing';
import { useCatalogue } from '../catalogue.js';
import { callers, instant, lawfulForm } from './recommendations.js';

const clock = settableClock(instant('2025-06-20'));
const catalogue = useCatalogue(clock);
let keys = 0;

const DONE = `__typename
  ... on RecommendationActDone { isRepeated recommendation { id version status } }
  ... on Refused { refusals { rule code path clauses { item } } }`;

/** Does an act as a client does, and gives what became of it. */
async function act(name: string, args: string, caller: Caller, variables: Readonly<Record<string, unknown>> = {}) {
  const declared = 'form' in variables ? '($form: RecommendationFormInput!)' : '';
  const query = `mutation ${declared} { ${name}(${args}, idempotencyKey: "graph-key-${++keys}") { ${DONE} } }`;
  const { data, errors } = await catalogue().ask(query, variables, caller);
  expect(errors).toEqual([]);
  return data[name];
}

async function drafted(caller: Caller = callers.pudong, changed: Parameters<typeof lawfulForm>[0] = {}) {
  const form = lawfulForm({ formNo: `示例图-${++keys}`, ...changed });
  const { recommendation } = await act('draftRecommendation', 'form: $form', caller, { form });
  return recommendation as { id: string; version: number; status: string };
}

const READ = `query ($id: ID!) { occupationRecommendation(id: $id) {
  id version status availableActs recommender { kind name district { code } }
  form { occupation contactName contactPhone files { type } } round { id }
  evaluation { passed levels panelSize } publicity { endsOn isRunning } objections { no status contact }
  remarks { rule missingFact } history { totalCount nodes { act from to role } }
} }`;

describe('a recommendation in the graph', () => {
  test('goes from draft to list by the acts of those whose acts they are', async () => {
    clock.set(instant('2025-06-20'));
    const { id } = await drafted();
    const on = (version: number) => `id: "${id}", version: ${version}`;
    expect((await act('submitRecommendation', on(1), callers.pudong)).recommendation.status).toBe('SUBMITTED');
    const panel = `methods: [{ kind: EXPERT_REVIEW }], panel: [{ expertNo: "E-1", employer: "示例大学" }]`;
    await act('startExpertEvaluation', `${on(2)}, ${panel}`, callers.centre);
    clock.set(instant('2025-06-23'));
    await act('passExpertEvaluation', `${on(3)}, levels: [JUNIOR, SENIOR]`, callers.centre);

    const raised = await catalogue().ask(
      `mutation { objectToRecommendation(id: "${id}", text: "示例异议", contact: "13900001234", idempotencyKey: "object-key-1") {
        ... on RecommendationObjectionRaised { no occupation { fullName levels isRunning } } } }`,
      {},
      callers.public,
    );
    expect(raised.data.objectToRecommendation).toEqual({
      no: 1,
      occupation: { fullName: '智能硬件装调员', levels: ['JUNIOR', 'SENIOR'], isRunning: true },
    });
    clock.set(instant('2025-07-01'));
    const open = await act('listRecommendation', on(5), callers.centre);
    expect(open.refusals).toMatchObject([{ rule: 'REC-017', code: 'OBJECTION_OPEN' }]);
    await act('dismissRecommendationObjection', `${on(5)}, objectionNo: 1, reason: "示例"`, callers.centre);
    expect((await act('listRecommendation', on(6), callers.centre)).recommendation.status).toBe('LISTED');

    const { data, errors } = await catalogue().ask(READ, { id }, callers.centre);
    expect(errors).toEqual([]);
    expect(data.occupationRecommendation).toMatchObject({
      recommender: { kind: 'DISTRICT_BUREAU', name: '浦东新区人力资源和社会保障局', district: { code: '310115' } },
      form: { contactName: '王**', contactPhone: '138****1234' },
      round: { id: '2025-06' },
      evaluation: { passed: true, levels: ['JUNIOR', 'SENIOR'], panelSize: 1 },
      publicity: { endsOn: '2025-06-30', isRunning: false },
      objections: [{ no: 1, status: 'DISMISSED', contact: '139****1234' }],
      availableActs: [],
      history: { totalCount: 7 },
    });
    expect(data.occupationRecommendation.history.nodes.at(-1)).toEqual({
      act: 'listRecommendation',
      from: 'PUBLICITY',
      to: 'LISTED',
      role: 'CENTRE',
    });
    const { data: next } = await catalogue().ask(
      '{ preparedEdition { version rows { fullName levels recommendationIds } } }',
    );
    expect(next.preparedEdition).toEqual({
      version: 1,
      rows: [{ fullName: '智能硬件装调员', levels: ['JUNIOR', 'SENIOR'], recommendationIds: [id] }],
    });
  });

  test('tells the Centre what it may do now, and the recommender what', async () => {
    clock.set(instant('2025-06-20'));
    const { id } = await drafted();
    const actsOf = async (caller: Caller) =>
      (await catalogue().ask(READ, { id }, caller)).data.occupationRecommendation.availableActs as string[];
    expect(await actsOf(callers.pudong)).toEqual([
      'reviseRecommendation',
      'submitRecommendation',
      'withdrawRecommendation',
    ]);
    expect(await actsOf(callers.centre)).toEqual([]);
  });

  test('is refused in data for who recommends nothing, and forbidden for who only reads', async () => {
    const form = lawfulForm();
    const refused = await act('draftRecommendation', 'form: $form', callers.superior, { form });
    expect(refused).toMatchObject({
      refusals: [{ rule: 'REC-001', code: 'NOT_A_RECOMMENDER', clauses: [{ item: '一（二）1' }] }],
    });
    const query = `mutation ($form: RecommendationFormInput!) { draftRecommendation(form: $form, idempotencyKey: "auditor-1") { __typename } }`;
    const { errors } = await catalogue().ask(query, { form }, callers.auditor);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  });

  test('can be checked before: the dry run says what the submission says, and keeps nothing', async () => {
    clock.set(instant('2025-07-02'));
    const { id, version } = await drafted(callers.pudong, { filledOn: '2025-06-31', industries: ['元宇宙'] });
    const CHECK = `query ($id: ID, $form: RecommendationFormInput, $on: Day) {
      checkRecommendation(id: $id, form: $form, on: $on) { maySubmit findings(verdict: [FAIL]) { force code path } } }`;
    const checked = await catalogue().ask(CHECK, { id }, callers.pudong);
    const submitted = await act('submitRecommendation', `id: "${id}", version: ${version}`, callers.pudong);
    const failed = (checked.data.checkRecommendation.findings as { force: string; code: string; path: string[] }[])
      .filter(({ force }) => force !== 'INFO')
      .map(({ code, path }) => ({ code, path }));
    expect(submitted.refusals).toMatchObject(failed);
    expect(failed.map(({ code }) => code)).toEqual(['OUTSIDE_WINDOW', 'INVALID_DAY', 'UNKNOWN_INDUSTRY_TAG']);
    const stored = (await catalogue().ask(READ, { id }, callers.pudong)).data.occupationRecommendation;
    expect([stored.status, stored.version]).toEqual(['DRAFT', version]);

    const form = lawfulForm({ formNo: '示例未存' });
    const lawful = await catalogue().ask(CHECK, { form, on: '2025-06-30' }, callers.industry);
    expect(lawful.data.checkRecommendation.maySubmit).toBe(true);
    expect(lawful.commands.length).toBeLessThanOrEqual(6);
    const neither = await catalogue().ask(CHECK, {}, callers.industry);
    expect(neither.errors[0]!.extensions['code']).toBe('BAD_USER_INPUT');
  });

  test('finds the round that the Centre has opened, once it is told of it', async () => {
    clock.set(instant('2026-12-21'));
    const CHECK = `query ($form: RecommendationFormInput) { checkRecommendation(form: $form) { findings { rule verdict } } }`;
    const verdict = async () => {
      const { data } = await catalogue().ask(CHECK, { form: lawfulForm() }, callers.pudong);
      return data.checkRecommendation.findings.find(({ rule }: { rule: string }) => rule === 'REC-007')
        .verdict as string;
    };
    expect(await verdict()).toBe('FAIL');
    const payload = { roundId: '2026-12', opensOn: '2026-12-20', closesOn: '2026-12-30', scopeEdition: '2025-03' };
    await publishForTest(catalogue().events, { type: 'round.opened', payload });
    await catalogue().settle();
    expect(await verdict()).toBe('PASS');
  });
});

describe('the lists', () => {
  const LIST = `query ($formNo: FormText, $statuses: [RecommendationStatus!], $after: String) {
    occupationRecommendations(formNo: $formNo, statuses: $statuses, first: 2, after: $after) {
      totalCount nodes { id form { priority } } pageInfo { hasNextPage endCursor } } }`;

  test('show a form by priority, to its recommender, the Centre and the Bureau alone', async () => {
    clock.set(instant('2025-06-20'));
    for (const priority of [3, 1, 2]) await drafted(callers.huangpu, { formNo: '示例三行', priority });
    const prioritiesFor = async (caller: Caller) => {
      const first = (await catalogue().ask(LIST, { formNo: '示例三行' }, caller)).data.occupationRecommendations;
      const after = first.pageInfo.endCursor as string | null;
      const rest = (await catalogue().ask(LIST, { formNo: '示例三行', after }, caller)).data.occupationRecommendations;
      const nodes = after === null ? first.nodes : [...first.nodes, ...rest.nodes];
      return nodes.map(({ form }: { form: { priority: number } }) => form.priority) as number[];
    };
    expect(await prioritiesFor(callers.huangpu)).toEqual([1, 2, 3]);
    expect(await prioritiesFor(callers.centre)).toEqual([1, 2, 3]);
    expect(await prioritiesFor(callers.pudong)).toEqual([]);
    expect(await prioritiesFor(callers.industry)).toEqual([]);
  });

  test('count what the caller sees, and no more', async () => {
    const countFor = async (caller: Caller) =>
      (await catalogue().ask(LIST, {}, caller)).data.occupationRecommendations.totalCount as number;
    const [all, own, other] = await Promise.all([callers.bureau, callers.huangpu, callers.otherIndustry].map(countFor));
    expect([own, other]).toEqual([3, 0]);
    expect(all).toBeGreaterThan(3);
  });

  test('and the public sees what is publicised, and nothing before', async () => {
    const { data } = await catalogue().ask(
      '{ publicisedOccupations { totalCount nodes { id fullName recommender { name } isListed } } }',
      {},
      callers.public,
    );
    expect(data.publicisedOccupations).toMatchObject({
      totalCount: 1,
      nodes: [{ fullName: '智能硬件装调员', isListed: true }],
    });
    const { id } = await drafted();
    const look = await catalogue().ask(`{ publicisedOccupation(id: "${id}") { id } }`, {}, callers.public);
    expect(look.data.publicisedOccupation).toBeNull();
    const list = await catalogue().ask(LIST, {}, callers.public);
    expect(list.errors[0]!.extensions['code']).toBe('FORBIDDEN');
  });

  test('show a reference out of scope as none', async () => {
    const { id } = await drafted();
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on OccupationRecommendation { id } } }`;
    const of = [{ __typename: 'OccupationRecommendation', id }];
    expect((await catalogue().ask(query, { of }, callers.pudong)).data._entities).toEqual([{ id }]);
    expect((await catalogue().ask(query, { of }, callers.huangpu)).data._entities).toEqual([null]);
  });

  test('use an index each', async () => {
    const plans: string[] = [];
    for (const caller of [callers.bureau, callers.pudong, callers.industry])
      for (const variables of [{}, { formNo: '示例三行' }, { statuses: ['DRAFT'] }])
        plans.push(...(await plansOf((await catalogue().ask(LIST, variables, caller)).commands)));
    plans.push(
      ...(await plansOf((await catalogue().ask('{ publicisedOccupations { totalCount nodes { id } } }')).commands)),
    );
    expect(plans.filter((plan) => plan.includes('COLLSCAN'))).toEqual([]);
  });

  async function plansOf(commands: readonly { readonly command: object }[]): Promise<string[]> {
    return Promise.all(
      commands.map(async ({ command }) => {
        const query = Object.fromEntries(
          Object.entries(command).filter(([key]) => !/^(\$|lsid|readConcern)/.test(key)),
        );
        const db = catalogue().connection.db!;
        return JSON.stringify(await db.command({ explain: query, verbosity: 'queryPlanner' }));
      }),
    );
  }
});

test('publishing an edition through the graph answers with the edition and its diff, for the Bureau alone', async () => {
  clock.set(instant('2026-11-20'));
  const query = `mutation {
    publishEdition(edition: "2026-12", effectiveOn: "2026-12-01", basisDocument: "示例文号", idempotencyKey: "publish-graph-1",
      dropped: [{ fullName: "盆景师", reason: "示例" }],
      relevelled: [{ fullName: "电子竞技员", levels: [JUNIOR], reason: "示例" }],
      succeeded: [{ kind: RENAMED, from: "评茶师", to: [{ fullName: "评茶工程师" }], evidence: "示例" }]) {
      ... on EditionPublished {
        isRepeated
        edition { id title kind effectiveOn basisDocument publishedAt previous { id } dropped { fullName reason } itemCount notice { id }
          items(text: "评茶") { nodes { fullName rows { name levels row { id row } } predecessors { kind } place { state edition { id } } } } }
        diff { counts { kind count } }
      }
      ... on Refused { refusals { code message path } }
    } }`;
  const forbidden = await catalogue().ask(query, {}, callers.centre);
  expect(forbidden.errors[0]!.extensions['code']).toBe('FORBIDDEN');
  const { data, errors } = await catalogue().ask(query, {}, callers.bureau);
  expect(errors).toEqual([]);
  const { edition, diff } = data.publishEdition;
  expect(edition).toMatchObject({
    id: '2026-12',
    kind: 'OPEN_CATALOGUE',
    previous: { id: '2025-03' },
    notice: { id: '沪人社职〔2025〕76号' },
    dropped: [{ fullName: '盆景师', reason: '示例' }],
    itemCount: 202,
  });
  expect(edition.items.nodes).toMatchObject([
    { fullName: '评茶工程师', predecessors: Array(3).fill({ kind: 'RENAMED' }), place: { state: 'RENAMED' } },
  ]);
  expect(diff.counts.find(({ kind }: { kind: string }) => kind === 'REMOVED').count).toBe(1);
  clock.set(instant('2026-12-01'));
  const now = await catalogue().ask(
    '{ catalogueAsOf { id } catalogueEditions { id } notice(id: "沪人社职〔2025〕76号") { editions { id } } }',
  );
  expect(now.data).toEqual({
    catalogueAsOf: { id: '2026-12' },
    catalogueEditions: ['2026-12', '2025-03', '2024-08', '2024-01'].map((id) => ({ id })),
    notice: { editions: [{ id: '2025-03' }, { id: '2026-12' }] },
  });
});
