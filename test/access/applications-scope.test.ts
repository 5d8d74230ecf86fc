import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { supergraphPath } from '@shanghai/gateway';
import { type DistrictCode, districts } from '@shanghai/kernel';
import { publicCaller, readAccessRules } from '@shanghai/platform';
import { askSubgraph } from '@shanghai/platform/testing';
import { subgraphTypeDefs } from '@shanghai/schema';
import { buildSchema, parse } from 'graphql';
import { useGraph } from '../graph/graph.js';
import { entityQuestions, questionsAbout } from './scoped-questions.js';

/** An application as stored, as far as these tests look at it. */
interface Row {
  readonly _id: string;
  readonly applicantId: string;
  readonly siteDistricts: readonly string[];
  readonly industries: readonly string[];
  readonly superiors: readonly string[];
  readonly status: string;
}

const graph = useGraph();
const api = buildSchema(readFileSync(fileURLToPath(new URL('../../schema/api.graphql', import.meta.url)), 'utf8'), {
  assumeValidSDL: true,
});
const rules = readAccessRules(parse(readFileSync(supergraphPath(), 'utf8')));
const codes = districts.map(({ code }): DistrictCode => code);
const isDeep = Boolean(process.env['DEEP']);
/** The bureaus that ask: two by default, each of them in full. */
const bureaus = isDeep ? codes : codes.filter((_, no) => no % 8 === 0);

// Some thousand questions are asked.
jest.setTimeout(300_000);

let rows: readonly Row[] = [];
let questions: readonly string[] = [];
let entities: ReturnType<typeof entityQuestions> = [];
const stored = () => graph().subgraph('agencies').connection.db!.collection<Row>('applications');

/** Each district has a site in the application of its number and in the one before; states and recommendations differ. */
beforeAll(async () => {
  for (const [no, district] of codes.entries()) {
    const site = (one: string) =>
      `{ name: "${one}考核点", address: "示例路1号", district: "${one}", itemNames: ["茶艺师"] }`;
    const form = `{
      name: "示例申报单位${no}"
      head: { name: "示例甲", phone: "13900000000" }
      items: [{ fullName: "茶艺师", levels: ["5"] }]
      sites: [${site(district)}, ${site(codes[(no + 1) % codes.length]!)}]
      declaration: { accepted: true, signatory: "示例甲", signedOn: "2026-11-01" }
    }`;
    const draft = `mutation { draftApplication(form: ${form}, idempotencyKey: "scope-${no}-draft") { ... on ApplicationActDone { application { id } } } }`;
    const { data, errors } = await graph().as({ sub: 'a', role: 'AGENCY', agency: `agency-${no % 3}` })(draft);
    expect(errors).toEqual([]);
    const _id = data.draftApplication.application.id as string;
    await stored().updateOne({ _id }, { $set: stateOf(no) });
  }
  rows = await stored().find().sort({ _id: 1 }).toArray();
  questions = questionsOf([rows[0]!._id, rows[1]!._id, 'absent']);
  const ids = rows.map(({ _id }) => _id);
  entities = entityQuestions(api, subgraphTypeDefs('agencies'), ids);
});

function questionsOf(ids: readonly string[]): readonly string[] {
  return questionsAbout(api, rules, ids).filter((query) => !query.startsWith('{ ruleOnDays'));
}

/** What time and others have made of the application of that number; not publicised, since that is for everyone. */
function stateOf(no: number): object {
  const states = [
    {},
    { industries: ['i1'] },
    { superiors: ['s1'], status: 'SUBMITTED' },
    {
      industries: ['i2'],
      status: 'PROJECT_ASSESSMENT',
      projectDueOn: '2026-11-10',
      assessment: {
        methods: [],
        panel: [],
        startedAt: null,
        result: 'PASSED',
        decidedAt: graph().clock.now(),
        decidedBy: 'x',
      },
    },
  ];
  return states[no % states.length]!;
}

const AT_ONCE = 8;

/** Who asks what. */
interface Asking {
  readonly role: string;
  readonly scopes: Readonly<Record<string, string>>;
  readonly asked: (query: string, no: number) => boolean;
}

let bearers = 0;

/** Everything that a caller is told, through the gateway and by the subgraph itself, when these applications are there. */
async function toldOf(present: readonly Row[], { role, scopes, asked }: Asking) {
  await stored().deleteMany({});
  if (present.length > 0) await stored().insertMany([...present]);
  const caller = { ...publicCaller, role, subject: 'test', scopes };
  const { url } = graph().subgraph('agencies');
  const direct = async (body: object) =>
    ((await (await askSubgraph(url, body, { caller, ...graph().asserted })).json()) as { data: unknown }).data;
  // Another bearer each time: one alone would ask more often than a minute allows.
  const ask = graph().as({ sub: `test-${++bearers}`, role, ...scopes });
  const asking = [
    ...questions.filter(asked).map((query) => async () => [query, (await ask(query)).data] as const),
    ...questions
      .filter((query, no) => asked(query, no) && isOfAgencies(query))
      .map((query) => async () => [`subgraph: ${query}`, await direct({ query })] as const),
    ...entities.map((question) => async () => [`entities: ${question.query}`, await direct(question)] as const),
  ];
  const answers = await inBatches(asking);
  return Object.fromEntries<unknown>(answers);
}

/** All answers, a few questions at a time: all at once would be turned away as too many for the time there is. */
async function inBatches<Answer>(asking: readonly (() => Promise<Answer>)[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < asking.length; at += AT_ONCE)
    answers.push(...(await Promise.all(asking.slice(at, at + AT_ONCE).map(async (one) => one()))));
  return answers;
}

const ownRoots = /^\{ (agenc|filing|selectionRounds|checkApplication|publicNotice|bureauInbox)/;

function isOfAgencies(query: string): boolean {
  return ownRoots.test(query) && !/\b(supervision|item|mapping|scopeEdition|notice) \{/.test(query);
}

/** What a caller is told otherwise when the applications of others are there too. */
async function differences(asking: Asking, own: (row: Row) => boolean): Promise<readonly string[]> {
  const all = await toldOf(rows, asking);
  const alone = await toldOf(rows.filter(own), asking);
  return Object.keys(all).filter((key) => JSON.stringify(all[key]) !== JSON.stringify(alone[key]));
}

/** Every third way by default, beside the own ones, which others ask in full. */
const everyWay = (_: string, no: number) => isDeep || no % 3 === 0;

describe('SECURITY 1: the applications of others', () => {
  test('are asked for in every way there is, and the Centre is told of all', async () => {
    const asked = questionsOf(['a']);
    for (const way of [
      'agencyApplications',
      'agencyApplication(',
      'checkApplication',
      'bureauInbox',
      'deadlines',
      'ends',
    ])
      expect(asked.filter((query) => query.includes(way)).length).toBeGreaterThan(0);
    const told = JSON.stringify(Object.values(await toldOf(rows, { role: 'CENTRE', scopes: {}, asked: isOfAgencies })));
    for (const { _id } of rows) expect(told).toContain(_id);
  });

  test.each(bureaus)('do not exist for the bureau of %s', async (district) => {
    const own = ({ siteDistricts }: Row) => siteDistricts.includes(district);
    expect(rows.filter(own)).toHaveLength(2);
    expect(await differences({ role: 'DISTRICT_BUREAU', scopes: { district }, asked: isOfAgencies }, own)).toEqual([]);
  });

  test('do not exist for a bureau on the ways through other subgraphs', async () => {
    const district = codes[0]!;
    const asking = { role: 'DISTRICT_BUREAU', scopes: { district }, asked: everyWay };
    expect(await differences(asking, ({ siteDistricts }) => siteDistricts.includes(district))).toEqual([]);
  });

  test('do not exist for another applicant', async () => {
    const asking = { role: 'AGENCY', scopes: { agency: 'agency-1' }, asked: isOfAgencies };
    expect(await differences(asking, ({ applicantId }) => applicantId === 'agency-1')).toEqual([]);
  });

  test.each([
    ['INDUSTRY_AUTHORITY', 'industry', 'i1', 'industries'],
    ['SUPERIOR_AUTHORITY', 'superior', 's1', 'superiors'],
  ] as const)(
    'do not exist in the lists of another %s, which looks up the drafts it is given the id of',
    async (role, scope, value, field) => {
      const asked = (query: string) => query.startsWith('{ agencyApplications');
      const told = JSON.stringify(Object.values(await toldOf(rows, { role, scopes: { [scope]: value }, asked })));
      for (const row of rows)
        if (!row[field].includes(value) && row.status !== 'DRAFT') expect(told).not.toContain(row._id);
      const lists = await graph().as({ sub: 'x', role, [scope]: value })(
        '{ agencyApplications(first: 100) { totalCount nodes { id } } }',
      );
      const own = rows.filter((row) => row[field].includes(value)).map(({ _id }) => _id);
      expect(lists.data.agencyApplications.totalCount).toBe(own.length);
      expect(lists.data.agencyApplications.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(own);
    },
  );
});
