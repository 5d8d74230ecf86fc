import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { developmentToken, openIdentity, startGateway, supergraphPath } from '@shanghai/gateway';
import { districts } from '@shanghai/kernel';
import {
  type Caller,
  createLog,
  publicCaller,
  readAccessRules,
  type Running,
  startSubgraph,
  systemClock,
} from '@shanghai/platform';
import { askSubgraph } from '@shanghai/platform/testing';
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { transformFile } from '@swc/core';
import { type Case, casesSubgraph, type Leak, leaks } from './cases-subgraph.js';
import { entityQuestions, questionsAbout, scopedTypes } from './scoped-questions.js';

const rows: readonly Case[] = [
  { _id: 'c1', district: '310101', agency: 'a1' },
  { _id: 'c2', district: '310115', agency: 'a1' },
  { _id: 'c3', district: '310115', agency: 'a2' },
];
const ids = [...rows.map(({ _id }) => _id), 'absent'];
const rules = readAccessRules(casesSubgraph('cases', []).typeDefs);

const running: Running[] = [];
let folder = '';
let mongoUri = '';
let worlds = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scope-'));
  const mongo = await startEmbeddedMongo();
  running.push(mongo);
  mongoUri = mongo.uri;
});
afterAll(async () => {
  for (const one of running.toReversed()) await one.stop();
  await rm(folder, { recursive: true });
});

const log = createLog('test', 'silent');
const PROCESS = fileURLToPath(new URL('cases-process.mjs', import.meta.url));

interface Served extends Running {
  readonly url: string;
}

function serveHere(subgraph: ReturnType<typeof casesSubgraph>): Promise<Served> {
  return startSubgraph<object>(subgraph, { mongoUri, port: 0, database: `scope_${++worlds}`, log });
}

/** Serves the same subgraph from a process of its own, as a deployment does. */
async function serveApart(rows: readonly Case[], leak: Leak | undefined): Promise<Served> {
  const world = JSON.stringify({ rows, leak });
  const arguments_ = [PROCESS, await builtSubgraph(), mongoUri, `scope_${++worlds}`, world];
  const child = spawn(process.execPath, arguments_, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [printed] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number | null];
  if (!Buffer.isBuffer(printed)) throw new Error(`the subgraph of cases ended with ${printed}`);
  return {
    url: printed.toString().trim(),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/** The module of the subgraph as a process without a transformer can import it, built beside the types of these tests. */
async function builtSubgraph(): Promise<string> {
  const built = fileURLToPath(new URL('../dist/cases-subgraph.mjs', import.meta.url));
  const { code } = await transformFile(fileURLToPath(new URL('cases-subgraph.ts', import.meta.url)), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  });
  await writeFile(built, code);
  return built;
}

/** Everything that callers are told in a world that has these rows, asked through the gateway and of the subgraph. */
async function worldOf(present: readonly Case[], leak?: Leak, apart = false) {
  const subgraph = casesSubgraph('cases', present, leak);
  const served = await (apart ? serveApart(present, leak) : serveHere(subgraph));
  running.push(served);
  const composed = composeServices([{ name: 'cases', typeDefs: subgraph.typeDefs, url: 'http://cases.invalid' }]);
  const gateway = await startGateway({
    supergraph: { sdl: composed.supergraphSdl! },
    subgraphUrls: { cases: `${served.url}/graphql` },
    operationsFolder: folder,
    identity: await openIdentity({ DATA_DIR: folder, NODE_ENV: 'test' }),
    protection: { isRateLimited: false },
    port: 0,
    log,
  });
  running.push(gateway);
  const schema = composed.schema!.toAPISchema().toGraphQLJSSchema();
  const questions = questionsAbout(schema, rules, ids);
  const references = entityQuestions(schema, subgraph.typeDefs, ids);

  return async ({ role, scopes }: Caller): Promise<Readonly<Record<string, unknown>>> => {
    const token = await developmentToken(folder, { sub: 'test', role, ...scopes }, systemClock);
    const caller = { ...publicCaller, role, scopes };
    const told: Record<string, unknown> = {};
    for (const query of questions) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      const answer = (await response.json()) as { readonly data: unknown };
      told[`gateway: ${query}`] = answer.data;
      told[`subgraph: ${query}`] = await dataOf(askSubgraph(served.url, { query }, { caller }));
    }
    for (const { query, variables } of references)
      told[`entities: ${query}`] = await dataOf(askSubgraph(served.url, { query, variables }, { caller }));
    return told;
  };
}

async function dataOf(response: Promise<Response>): Promise<unknown> {
  return ((await (await response).json()) as { readonly data: unknown }).data;
}

function bureauOf(district: string): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', scopes: { district } };
}

function differences(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.keys(one).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));
}

// Processes start and end in one of these tests.
jest.setTimeout(180_000);

describe('SECURITY 1: the rows of others', () => {
  test.each([
    ['one process', false],
    ['processes of their own', true],
  ])(
    'do not exist: each of 16 districts is told what it would be told were there no others, in %s',
    async (_, apart) => {
      const tell = await worldOf(rows, undefined, apart);
      // Districts that have no rows are alone in one empty world.
      const worlds = new Map<string, ReturnType<typeof worldOf>>();
      for (const { code } of districts) {
        const own = rows.filter(({ district }) => district === code);
        const key = JSON.stringify(own);
        worlds.set(key, worlds.get(key) ?? worldOf(own, undefined, apart));
        const alone = await worlds.get(key)!;
        expect(differences(await tell(bureauOf(code)), await alone(bureauOf(code)))).toEqual([]);
      }
    },
  );

  test('do not exist for an agency either, and the bureau sees all', async () => {
    const agency = { ...publicCaller, role: 'AGENCY', scopes: { agency: 'a1' } };
    const tell = await worldOf(rows);
    const alone = await worldOf(rows.filter((row) => row.agency === 'a1'));
    expect(differences(await tell(agency), await alone(agency))).toEqual([]);
    expect(JSON.stringify(await tell({ ...publicCaller, role: 'BUREAU' }))).toMatch(/c1.*c2.*c3/s);
  });

  test('are found where they leak from a process of its own', async () => {
    const [tell, alone] = [await worldOf(rows, 'LIST', true), await worldOf(rows.slice(0, 1), 'LIST', true)];
    expect(differences(await tell(bureauOf('310101')), await alone(bureauOf('310101')))).not.toEqual([]);
  });

  test.each(leaks)('are found where they leak by a planted %s', async (leak) => {
    const [tell, alone] = [await worldOf(rows, leak), await worldOf(rows.slice(0, 1), leak)];
    expect(differences(await tell(bureauOf('310101')), await alone(bureauOf('310101')))).not.toEqual([]);
  });

  test('BAD-INPUTS 24: of another district are answered as absent ones', async () => {
    const told = await (await worldOf(rows))(bureauOf('310101'));
    const lookUps = Object.entries(told).filter(([query]) => query.includes('case(id'));
    expect(lookUps).toHaveLength(2 * ids.length);
    for (const [query, data] of lookUps) if (!query.includes('c1')) expect(data).toEqual({ case: null });
    const entities = Object.entries(told).find(([query]) => query.includes('_entities'))?.[1];
    expect(entities).toMatchObject({ _entities: [{ id: 'c1' }, null, null, null] });
  });
});

describe('SECURITY 1: the real graph', () => {
  test('has its row-scoped types in this matrix', () => {
    const sdl = readFileSync(supergraphPath(), 'utf8');
    const types = scopedTypes(readAccessRules(parse(sdl)));
    console.log(`row-scoped types in the graph today: ${types.length} ${types.join(', ')}`);
    // A type that is added here needs rows of two districts at least: `applications-scope.test.ts` has those of applications,
    // `services/catalogue/test/recommendation/scope.test.ts` those of recommendations, and
    // `services/agencies/test/filing/termination.test.ts` those of what goes on inside of a filing,
    // `services/supervision/test/subject/subjects.test.ts` those of subjects,
    // `services/agencies/test/register/register.test.ts` those of registers, and `services/supervision/test/case/case-scope.test.ts`
    // those of cases and restrictions, and `services/agencies/test/roster/roster-graph.test.ts` those of rosters, and
    // `services/certification/test/comparison-case/comparison-scope.test.ts` those of comparison cases, and
    // `services/certification/test/certificate/certificate-scope.test.ts` those of certificates and batches.
    expect(types).toEqual([
      'AgencyApplication',
      'AgencyApplicationConnection',
      'AgencyApplicationEdge',
      'AgencyAssessment',
      'AgencyCaseCount',
      'AgencyCases',
      'Alert',
      'AlertConnection',
      'AlertEdge',
      'AlertEvidence',
      'AlertRuleEntry',
      'AlertThreshold',
      'AnnualAssessment',
      'AnnualAssessmentConnection',
      'AnnualAssessmentEdge',
      'ApplicationActDone',
      'ApplicationConsent',
      'ApplicationContact',
      'ApplicationDeclaration',
      'ApplicationForm',
      'ApplicationItem',
      'ApplicationMaterial',
      'AppliedItem',
      'AssessmentActDone',
      'AssessmentMethod',
      'AuthorityRecommendation',
      'BureauInbox',
      'CaseCoAuthority',
      'CaseDecision',
      'CaseDistrictOption',
      'CaseEffect',
      'CaseMaterial',
      'CaseOptions',
      'CasePerson',
      'CaseProposal',
      'CaseRectification',
      'CaseSubject',
      'CaseTransfer',
      'Certificate',
      'CertificateBatch',
      'CertificateConnection',
      'CertificateCorrection',
      'CertificateCount',
      'CertificateCountConnection',
      'CertificateCountEdge',
      'CertificateEdge',
      'CertificateFlag',
      'CertificateRevocation',
      'Change',
      'ChangesPage',
      'ComparisonApplicant',
      'ComparisonCase',
      'ComparisonCaseConnection',
      'ComparisonCaseEdge',
      'ComparisonForm',
      'DashboardAgencyCount',
      'DashboardAlertCount',
      'DashboardCaseCount',
      'DashboardExpiryCount',
      'DashboardInspectionCount',
      'Deadline',
      'DeadlineCount',
      'DecidingAuthority',
      'DeclaredConditions',
      'DistrictDashboard',
      'DrawActDone',
      'DrawInspector',
      'DrawPick',
      'DrawPool',
      'DrawPoolEntry',
      'DrawPoolEntryConnection',
      'DrawPoolEntryEdge',
      'DrawRecusal',
      'DrawReplacement',
      'DrawStratum',
      'DueEvaluation',
      'DueEvaluationConnection',
      'DueEvaluationEdge',
      'EvaluationAgency',
      'EvidenceDocument',
      'ExpertEvaluation',
      'ExpiryEvaluation',
      'Filing',
      'FilingAddition',
      'FilingAdjustment',
      'FilingRemoval',
      'FilingTask',
      'GradeFactor',
      'HeldPost',
      'InspectedSubject',
      'Inspection',
      'InspectionActDone',
      'InspectionConnection',
      'InspectionDue',
      'InspectionDueConnection',
      'InspectionDueEdge',
      'InspectionEdge',
      'InspectionFinding',
      'InspectionRectification',
      'InternalSupervisor',
      'MaterialRecord',
      'MaterialRecordConnection',
      'MaterialRecordEdge',
      'MeasureOption',
      'NumberStructure',
      'Objection',
      'OccupationRecommendation',
      'OccupationRecommendationConnection',
      'OccupationRecommendationEdge',
      'PostChange',
      'PreliminaryOpinion',
      'PrintedRoster',
      'PrintedRosterRow',
      'ProposedSite',
      'Query',
      'QuestionBank',
      'QuestionBankConnection',
      'QuestionBankEdge',
      'RandomDraw',
      'RandomDrawConnection',
      'RandomDrawEdge',
      'RecommendationActDone',
      'RecommendationFile',
      'RecommendationForm',
      'RecommendationObjection',
      'RecusalRelation',
      'RegisteredPerson',
      'RegisteredPersonConnection',
      'RegisteredPersonDone',
      'RegisteredPersonEdge',
      'Restriction',
      'RestrictionConnection',
      'RestrictionEdge',
      'Roster',
      'RosterActDone',
      'RosterCheck',
      'RosterRepair',
      'RosterReport',
      'RosterRowReport',
      'SignedDocument',
      'SignedDocumentConnection',
      'SignedDocumentEdge',
      'SiteRecommendation',
      'StaffContract',
      'StaffMember',
      'SupervisedSubject',
      'SupervisedSubjectConnection',
      'SupervisedSubjectEdge',
      'SupervisionGrade',
      'SupervisionInbox',
      'SupervisionTask',
      'SupervisionTaskCount',
      'TeamInspector',
      'TechnicalAssessment',
      'TierOption',
      'TouchedComparison',
      'TouchedComparisonConnection',
      'TouchedComparisonEdge',
      'ViolationCase',
      'ViolationCaseConnection',
      'ViolationCaseEdge',
      'WrapUpTask',
    ]);
  });
});
