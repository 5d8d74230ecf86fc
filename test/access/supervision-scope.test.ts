import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type District, districts } from '@shanghai/kernel';
import { type Caller, publicCaller, readAccessRules } from '@shanghai/platform';
import { askSubgraph, publishForTest } from '@shanghai/platform/testing';
import { subgraphTypeDefs } from '@shanghai/schema';
import { buildASTSchema } from 'graphql';
import { useGraph } from '../graph/graph.js';
import { entityQuestions, questionsAbout } from './scoped-questions.js';

const graph = useGraph();
const typeDefs = subgraphTypeDefs('supervision');
const schema = buildASTSchema(typeDefs, { assumeValid: true, assumeValidSDL: true });
const rules = readAccessRules(typeDefs);

// Some thousand questions are asked.
jest.setTimeout(300_000);

const collections = ['subjects', 'inspections', 'draws', 'annualAssessments', 'alerts', 'changes'] as const;

/** A row of any kind, with the numbers of the districts that may see it. */
interface Row {
  readonly collection: (typeof collections)[number];
  readonly document: { readonly _id: string };
  readonly seenBy: readonly number[];
}

let rows: readonly Row[] = [];
const AT_ONCE = 8;

const collectionOf = (name: string) => graph().subgraph('supervision').connection.db!.collection<{ _id: string }>(name);
const next = (no: number) => (no + 1) % districts.length;

/** An enterprise that the district of its number has filed, with a site in the district after it. */
function enterprise(no: number, { code }: District) {
  const days = { from: '2025-01-10', to: '2028-01-09' };
  const facts = { listedOn: null, periods: [days], suspensions: [], termination: null };
  return {
    agencyId: `agency-${no}`,
    ...{ name: `示例企业${no}`, type: 'ENTERPRISE', registrationDistrict: null, sitesKnown: true, synthetic: true },
    filings: [
      {
        ...{ filingId: `filing-${no}`, authority: { body: 'DISTRICT_BUREAU', district: code } },
        ...{ facts, standing: days, version: 0 },
      },
    ],
    sites: [
      {
        ...{ siteId: `site-${no}`, name: `示例考核点${no}`, district: districts[next(no)]!.code },
        ...{ from: '2025-01-10', to: null, version: 0 },
      },
    ],
  };
}

/** Each district inspects its enterprise and draws among those of its own, and the city inspects the site in the district after. */
beforeAll(async () => {
  const { events } = graph().subgraph('supervision');
  const agencies = districts.map((district, no) => enterprise(no, district));
  await publishForTest(events, { type: 'agencies.loaded', payload: { part: 'test/0', agencies } });
  await graph().settle();
  for (const [no, { code }] of districts.entries()) {
    const bureau = graph().as({ sub: `bureau-${no}`, role: 'DISTRICT_BUREAU', district: code });
    const centre = graph().as({ sub: `centre-${no}`, role: 'CENTRE' });
    await done(bureau, planOf(`agency-${no}`, null, no));
    await done(centre, planOf(`agency-${no}`, `site-${no}`, no));
    const { id, version } = (await done(bureau, commitOf(no))).draw;
    await done(bureau, `performDraw(id: "${id}", version: ${version}, idempotencyKey: "perform-${no}")`);
    await done(bureau, assessmentOf(no));
  }
  for (const [no, { code }] of districts.entries()) {
    const told = { inspectionId: overdueOf(no), act: 'tellOverdueRectification', from: 'RECTIFICATION' };
    const payload = {
      ...told,
      to: 'RECTIFICATION',
      agencyId: null,
      districts: [code],
      rectificationDueOn: '2026-10-01',
    };
    await publishForTest(events, { type: 'inspection.changed', payload, at: graph().clock.now() });
  }
  await graph().settle();
  rows = await storedRows();
});

type Asks = ReturnType<ReturnType<typeof graph>['as']>;

const answers = [
  ['Draw', '... on DrawActDone { draw { id version } }'],
  ['Assessment', '... on AssessmentActDone { assessment { id } }'],
  ['Inspection', '... on InspectionActDone { inspection { id } }'],
] as const;

async function done(ask: Asks, act: string) {
  const [, known] = answers.find(([part]) => act.includes(part))!;
  const { data, errors } = await ask(
    `mutation { done: ${act} { __typename ${known} ... on Refused { refusals { code message } } } }`,
  );
  expect(errors).toEqual([]);
  expect(data.done.refusals).toBeUndefined();
  return data.done;
}

function planOf(agencyId: string, siteId: string | null, no: number): string {
  const subject = `{ agencyId: "${agencyId}"${siteId === null ? '' : `, siteId: "${siteId}"`} }`;
  const plan = `{ kind: DAILY, methods: [{ kind: ON_SITE }], topics: [{ kind: FAIRNESS }], subject: ${subject}, plannedOn: "2026-11-10" }`;
  return `planInspection(plan: ${plan}, idempotencyKey: "plan-${no}-${siteId ?? 'agency'}")`;
}

function commitOf(no: number): string {
  const inspectors = ['R-1', 'R-2'].map((one) => `{ inspectorNo: "${one}", department: HR_DEPARTMENT }`);
  const draw = `{ kind: DAILY, topics: [{ kind: FAIRNESS }], plannedOn: "2026-11-10", quotas: [{ stratum: "B", count: 1 }], inspectors: [${inspectors.join()}] }`;
  return `commitDraw(draw: ${draw}, idempotencyKey: "commit-${no}")`;
}

function assessmentOf(no: number): string {
  return `recordAnnualAssessment(agencyId: "agency-${no}", year: 2026, result: "PASS", idempotencyKey: "assess-${no}")`;
}

/** Every row with who may see it, told from how it was made and not by what the service stored of it. */
async function storedRows(): Promise<readonly Row[]> {
  const numberOf = (id: string) => Number(/\d+/.exec(id)![0]);
  const districtNo = (code: string | null) => districts.findIndex((one) => one.code === code);
  const subjects = (
    await collectionOf('subjects')
      .find({ _id: /^agency-\d+$/ })
      .toArray()
  ).map((document): Row => {
    const no = numberOf(document._id);
    return { collection: 'subjects', document, seenBy: [no, next(no)] };
  });
  type Planned = {
    _id: string;
    lead: { district: string | null };
    subject: { agencyId: string; siteId: string | null };
  };
  const inspections = (await collectionOf('inspections').find().toArray()).map((document): Row => {
    const { lead, subject } = document as unknown as Planned;
    const no = numberOf(subject.agencyId);
    const place = subject.siteId === null ? [no] : [no, next(no)];
    return { collection: 'inspections', document, seenBy: [districtNo(lead.district), ...place] };
  });
  const draws = (await collectionOf('draws').find().toArray()).map((document): Row => {
    const { lead } = document as unknown as Planned;
    return { collection: 'draws', document, seenBy: [districtNo(lead.district)] };
  });
  const assessments = (await collectionOf('annualAssessments').find().toArray()).map((document): Row => {
    const { agencyId } = document as unknown as { agencyId: string };
    return { collection: 'annualAssessments', document, seenBy: [numberOf(agencyId)] };
  });
  const alerts = (await collectionOf('alerts').find().toArray()).map((document): Row => {
    const { about } = document as unknown as { about: string };
    return { collection: 'alerts', document, seenBy: [numberOf(about)] };
  });
  const things = [...subjects, ...inspections, ...draws, ...assessments, ...alerts];
  return [...things, ...(await changesOf(things))];
}

/** The changes of these, each seen by who sees what has changed, and of the inspections that were only told of. */
async function changesOf(things: readonly Row[]): Promise<readonly Row[]> {
  const told = districts.map((_, no) => [overdueOf(no), [no]] as const);
  const seers = new Map([...things.map(({ document, seenBy }) => [document._id, seenBy] as const), ...told]);
  return (await collectionOf('changes').find().toArray()).flatMap((document): Row[] => {
    const { subjectId } = document as unknown as { subjectId: string };
    const seenBy = seers.get(subjectId);
    return seenBy ? [{ collection: 'changes', document, seenBy }] : [];
  });
}

/** An inspection that another copy tells of: its rectification is overdue. */
function overdueOf(no: number): string {
  return `overdue-${no}`;
}

/** Everything that a caller is told when these rows are there. */
async function toldOf(present: readonly Row[], caller: Caller): Promise<Readonly<Record<string, string>>> {
  for (const name of collections) {
    await collectionOf(name).deleteMany({});
    const documents = present.filter(({ collection }) => collection === name).map(({ document }) => document);
    if (documents.length > 0) await collectionOf(name).insertMany(documents);
  }
  const ids = ['absent', ...collections.flatMap((name) => idsOf(name).slice(0, 3))];
  const all = ['inspections', 'draws', 'annualAssessments'].flatMap(idsOf);
  const asked = [
    ...questionsAbout(schema, rules, ids).map((query) => ({ query })),
    ...entityQuestions(schema, typeDefs, all),
    {
      query:
        '{ supervisedSubjects(first: 100) { totalCount nodes { id territories { district { code } } lastInspection { id } } } }',
    },
    {
      query:
        '{ annualAssessments(first: 100) { totalCount nodes { id result opinion } } assessmentsDue(year: 2026, first: 100) { totalCount nodes { id } } }',
    },
    { query: '{ inspections(first: 100) { totalCount nodes { id history { totalCount } draw { id record } } } }' },
    {
      query:
        '{ randomDraws(first: 100) { totalCount nodes { id record picks { inspection { id } } } } drawPool { size } }',
    },
  ];
  const told: Record<string, string> = {};
  for (let at = 0; at < asked.length; at += AT_ONCE)
    await Promise.all(
      asked.slice(at, at + AT_ONCE).map(async (question) => {
        const response = await askSubgraph(graph().subgraph('supervision').url, question, {
          caller,
          ...graph().asserted,
        });
        told[question.query] = JSON.stringify(((await response.json()) as { data: unknown }).data);
      }),
    );
  return told;
}

function idsOf(name: string): readonly string[] {
  return rows.filter(({ collection }) => collection === name).map(({ document }) => document._id);
}

describe('SECURITY 1: the subjects, inspections and draws of others', () => {
  test('do not exist: each of 16 districts is told what it would be told were there no others', async () => {
    for (const [no, { code }] of districts.entries()) {
      const caller = { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'test', scopes: { district: code } };
      const all = await toldOf(rows, caller);
      const alone = await toldOf(
        rows.filter(({ seenBy }) => seenBy.includes(no)),
        caller,
      );
      expect([code, Object.keys(all).filter((query) => all[query] !== alone[query])]).toEqual([code, []]);
      expect(Object.values(all).some((answer) => answer.includes(`agency-${no}`))).toBe(true);
    }
  });

  test('are asked for in every way there is, and the Centre is told of all', async () => {
    const told = await toldOf(rows, { ...publicCaller, role: 'CENTRE', subject: 'test' });
    const queries = Object.keys(told).join('\n');
    for (const way of [
      'inspection(id',
      'randomDraw(id',
      'supervisedSubject(id',
      'lastInspection',
      'picks',
      'alert(id',
      'alerts',
      'alertRules',
      'changesSince',
      '_entities',
    ])
      expect(queries).toContain(way);
    const list = told[Object.keys(told).find((query) => query.startsWith('{ inspections(first: 100)'))!]!;
    expect(JSON.parse(list).inspections.totalCount).toBe(idsOf('inspections').length);
    expect(idsOf('alerts')).toHaveLength(districts.length);
    expect(idsOf('changes').length).toBeGreaterThan(6 * districts.length);
    expect(idsOf('inspections')).toHaveLength(3 * districts.length);
  });

  test('are not an agency’s while nothing is found, nor an authority’s that has nothing to do with them', async () => {
    const scopes = [
      ['AGENCY', { agency: 'agency-0' }],
      ['INDUSTRY_AUTHORITY', { industry: '示例其他部门' }],
    ] as const;
    for (const [role, scope] of scopes) {
      const caller = { ...publicCaller, role, subject: 'test', scopes: { ...scope } };
      const all = await toldOf(rows, caller);
      const none = await toldOf([], caller);
      expect(Object.keys(all).filter((query) => all[query] !== none[query])).toEqual([]);
    }
  });
});
