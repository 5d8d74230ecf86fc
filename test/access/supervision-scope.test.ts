import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { districts } from '@shanghai/kernel';
import { type Caller, publicCaller, readAccessRules } from '@shanghai/platform';
import { askSubgraph } from '@shanghai/platform/testing';
import { subgraphTypeDefs } from '@shanghai/schema';
import { buildASTSchema } from 'graphql';
import { useGraph } from '../graph/graph.js';
import { superviseWorld } from './supervised-world.js';
import { answeredFields, fieldsBelow, wholeEntityQuestions, wholeQuestions } from './whole-questions.js';
import { type Row, besides, idsOf, keepRows, toldCollections, untoldCollections, worldRows } from './world-rows.js';

const graph = useGraph();
const typeDefs = subgraphTypeDefs('supervision');
const schema = buildASTSchema(typeDefs, { assumeValid: true, assumeValidSDL: true });
const rules = readAccessRules(typeDefs);
const isDeep = Boolean(process.env['DEEP']);
const AT_ONCE = 8;

// Some thousand questions are asked.
jest.setTimeout(isDeep ? 1_800_000 : 300_000);

/** Each asks about each; by default the first and the last do, about some. */
const all = [...districts.keys()];
const callers = isDeep ? all : [0, 15];
const othersOf = (no: number) => (isDeep ? all : besides(no));

let rows: readonly Row[] = [];
const store = () => graph().subgraph('supervision').connection;

beforeAll(async () => {
  await superviseWorld(graph(), [...new Set(callers.flatMap(othersOf))]);
  rows = await worldRows(store());
}, 300_000);

/** With the ids of what an argument of that name is asked. */
const namedBy: Readonly<Record<string, (no: number) => readonly string[]>> = {
  'inspection.id': (no) => idsOf(rows, 'inspections', no),
  'randomDraw.id': (no) => idsOf(rows, 'draws', no),
  'annualAssessment.id': (no) => idsOf(rows, 'annualAssessments', no),
  'violationCase.id': (no) => idsOf(rows, 'violationCases', no),
  'alert.id': (no) => idsOf(rows, 'alerts', no),
  'supervisedSubject.id': agenciesOf,
  subjectId: agenciesOf,
  agencyId: agenciesOf,
  drawId: (no) => idsOf(rows, 'draws', no),
  siteId: (no) => [`site-of-agency-${no}`],
  filingId: (no) => [`filing-of-agency-${no}`],
  district: (no) => [districts[no]!.code],
};

function agenciesOf(no: number): readonly string[] {
  return ['agency', 'college', 'social'].map((kind) => `${kind}-${no}`);
}

function valuesOf(root: string, argument: string, numbers: readonly number[]): readonly string[] {
  const named = namedBy[`${root}.${argument}`] ?? namedBy[argument];
  if (!named) throw new Error(`with which ${argument} ${root} is to be asked is to be said here`);
  return [...numbers.flatMap(named), ...(argument === 'district' ? [] : ['absent'])];
}

const entityIds: Readonly<Record<string, string>> = {
  Inspection: 'inspections',
  RandomDraw: 'draws',
  AnnualAssessment: 'annualAssessments',
};

/** What the gateway asks an entity by; of an agency, with the facts that it sends along. */
function representationsOf(type: string, numbers: readonly number[]): readonly object[] {
  const facts = {
    type: 'COLLEGE',
    supervisionFacts: { filedBy: [], registrationDistrict: null, sites: [], sitesKnown: true },
  };
  if (type === 'EvaluationAgency') return numbers.flatMap(agenciesOf).map((id) => ({ __typename: type, id, ...facts }));
  const collection = entityIds[type];
  if (collection === undefined) throw new Error(`by which ids ${type} is to be asked is to be said here`);
  return numbers.flatMap((no) => idsOf(rows, collection, no)).map((id) => ({ __typename: type, id }));
}

interface Answered {
  readonly data: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** Everything that a caller is told when these rows are there. */
async function toldOf(present: readonly Row[], caller: Caller, numbers: readonly number[]) {
  await keepRows(store(), present);
  const tried = (root: string, argument: string) => valuesOf(root, argument, numbers);
  const asked = [
    ...wholeQuestions(schema, rules, tried).map((query) => ({ query })),
    ...wholeEntityQuestions(schema, typeDefs, rules, (type) => representationsOf(type, numbers)),
  ];
  const told: Record<string, unknown> = {};
  for (let at = 0; at < asked.length; at += AT_ONCE)
    await Promise.all(
      asked.slice(at, at + AT_ONCE).map(async (question) => {
        const { url } = graph().subgraph('supervision');
        const response = await askSubgraph(url, question, { caller, ...graph().asserted });
        const { data, errors = [] } = (await response.json()) as Answered;
        // Who says what of an act is told by roles; nothing else is refused.
        expect(errors.filter(({ extensions }) => extensions.code !== 'FORBIDDEN')).toEqual([]);
        told[question.query] = data;
      }),
    );
  return told;
}

function bureauOf(no: number): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'test', scopes: { district: districts[no]!.code } };
}

/** The ids of the changes that a stream sends before it says that nothing changes any more. */
async function sentUntilAlive(url: string, token: string): Promise<readonly string[]> {
  const gone = new AbortController();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: gone.signal });
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    // A comment, after the last event.
    if (/\n\n:/.test(text)) break;
  }
  gone.abort();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => (JSON.parse(data!) as { id: string }).id);
}

/** What is told in one world and not in the other: the question, the place in the answer, and both values. */
function differences(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>) {
  return Object.keys(one).flatMap((query) => {
    const found = firstDifference(one[query], other[query]);
    return found ? [[query.slice(0, 120), ...found]] : [];
  });
}

function firstDifference(one: unknown, other: unknown, place = ''): readonly unknown[] | null {
  if (JSON.stringify(one) === JSON.stringify(other)) return null;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return [place, one, other];
  for (const [key, value] of Object.entries(one)) {
    const found = firstDifference(value, (other as Readonly<Record<string, unknown>>)[key], `${place}/${key}`);
    if (found) return found;
  }
  return [place, one, other];
}

/** What nothing is told of here, since nobody has done anything of that kind; the rows of what they are of are compared. */
const emptyHere: ReadonlySet<string> = new Set(
  Object.entries({
    Alert: 'reason violationCase',
    AlertEvidence: 'inspection',
    AlertRuleEntry: 'undetermined',
    AnnualAssessment: 'publishedOn',
    CaseCoAuthority: 'kind name opinion',
    CaseDecision: 'coAuthorities documentNo noSuspensionReason outcome suspendedTo',
    CaseEffect: 'appliedOn certificateIds from missingToldAt reason to',
    CaseMaterial: 'sha256',
    CaseOptions: 'certificateIds',
    CaseProposal: 'returned',
    CaseRectification: 'acceptedAt dueOn isOverdue report',
    CaseSubject: 'district name',
    ChosenMethod: 'text',
    ChosenTopic: 'text',
    DrawPick: 'replacements',
    DrawPool: 'undetermined',
    DrawReplacement: 'inspectorNo replacedBy',
    DueEvaluation: 'district',
    EvidenceDocument: 'sha256',
    Finding: 'missingFact path',
    Inspection: 'caseId caseOpinion endReason partners publishedOn remarks',
    InspectionDue: 'lastInspectedOn',
    InspectionLead: 'authority',
    InspectionPartner: 'department name',
    InspectionRectification: 'acceptedAt evidence',
    Restriction: 'liftReason liftedOn person to',
    // The Centre is told to do something about alerts of no district alone.
    SupervisionTask: 'alert',
    ViolationCase: 'commitmentItem endReason listEntry rectification remarks sourceReference',
    ViolationListEntry: 'description id no subjectType tier',
  }).flatMap(([type, fields]) => fields.split(' ').map((field) => `${type}.${field}`)),
);

describe('SECURITY 1: what other districts supervise', () => {
  test.each(callers)('does not exist: district %i is told what it would be told were there no others', async (no) => {
    const told = await toldOf(rows, bureauOf(no), othersOf(no));
    const own = rows.filter(({ seenBy }) => seenBy.includes(no));
    const alone = await toldOf(own, bureauOf(no), othersOf(no));
    expect(differences(told, alone)).toEqual([]);
    for (const id of agenciesOf(no).slice(0, 2)) expect(JSON.stringify(told)).toContain(`"${id}"`);
  });

  test('is asked for by every field of the subgraph that is below a row-scoped one, and there is something to tell', async () => {
    const told = await toldOf(rows, { ...publicCaller, role: 'CENTRE', subject: 'test' }, besides(0));
    const answered = answeredFields(Object.values(told));
    const empty = [...fieldsBelow(schema, rules)].filter((name) => !answered.has(name));
    expect(empty.filter((name) => !emptyHere.has(name))).toEqual([]);
  });

  test('is in collections of which each is in the matrix, or is told nobody', async () => {
    const collections = await store().db!.listCollections().toArray();
    const known = new Set([...toldCollections, ...untoldCollections]);
    expect(collections.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    for (const name of toldCollections)
      for (const no of callers)
        expect([name, no, rows.some((one) => one.collection === name && one.seenBy.includes(no))]).toEqual([
          name,
          no,
          true,
        ]);
  });

  test.each(callers)('is in no stream of changes: district %i is sent what it is told, and no more', async (no) => {
    await keepRows(store(), rows);
    const bureau = { sub: `stream-${no}`, role: 'DISTRICT_BUREAU', district: districts[no]!.code };
    const { data } = await graph().as(bureau)('{ changesSince(first: 100) { changes { id } hasMore } }');
    const { changes, hasMore } = data.changesSince as { changes: { id: string }[]; hasMore: boolean };
    const { url } = await graph().gateway({ protection: { changes: { pollMs: 10, heartbeatMs: 10 } } });
    const sent = await sentUntilAlive(`${url}/changes`, await graph().tokenOf(bureau));
    expect([sent, hasMore]).toEqual([changes.map(({ id }) => id), false]);
    expect(sent.length).toBeGreaterThan(5);
  });

  test('is not an agency’s while nothing is decided, nor an authority’s that has nothing to do with it', async () => {
    const ofAgencies = new Set(['violationCases', 'restrictions', 'tallies', 'changes', 'gradeFacts', 'alerts']);
    const undecided = rows.filter(({ collection }) => !ofAgencies.has(collection));
    for (const [role, scopes, present] of [
      ['AGENCY', { agency: 'college-0' }, undecided],
      ['INDUSTRY_AUTHORITY', { industry: '示例其他部门' }, rows],
    ] as const) {
      const caller = { ...publicCaller, role, subject: 'test', scopes: { ...scopes } as Caller['scopes'] };
      const told = await toldOf(present, caller, [0]);
      expect(differences(told, await toldOf([], caller, [0]))).toEqual([]);
    }
  });
});
