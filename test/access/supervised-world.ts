import { type District, districts } from '@shanghai/kernel';
import { publishForTest } from '@shanghai/platform/testing';
import type { Graph, Json } from '../graph/graph.js';

/** How many districts after its own the sites of an agency are, and the seat of a social organisation. */
const SITE_OF_ENTERPRISE = 1;
const SEAT_OF_SOCIAL = 1;
const SITE_OF_SOCIAL = 2;

/** The number of the district so many after one. */
export const after = (no: number, by: number): number => (no + by) % districts.length;

/** An inspection that another copy tells of: its rectification is overdue. */
export const overdueOf = (no: number): string => `overdue-${no}`;

/** The numbers of the districts that supervise an agency of the world, or a site of it. */
export function supervisorsOf(agencyId: string, siteId: string | null = null): readonly number[] {
  const [kind, digits] = agencyId.split(/-(?=\d+$)/);
  const no = Number(digits);
  const all: Readonly<Record<string, { readonly agency: readonly number[]; readonly site: readonly number[] }>> = {
    agency: { agency: [no], site: [after(no, SITE_OF_ENTERPRISE)] },
    college: { agency: [no], site: [] },
    social: { agency: [after(no, SEAT_OF_SOCIAL)], site: [after(no, SITE_OF_SOCIAL)] },
  };
  const { agency, site } = all[kind!]!;
  return siteId === null ? agency : [...agency, ...site];
}

/** Those that supervise it or any site of it. */
export const seersOf = (agencyId: string): readonly number[] => supervisorsOf(agencyId, 'any');

const FROM = '2025-01-10';

/** What agencies tell of one that was filed on 10 January 2025, for three years where nothing else is said. */
function told(agencyId: string, type: string, filedBy: District | null, over: object, to = '2028-01-09') {
  const days = { from: FROM, to };
  const authority = filedBy ? { body: 'DISTRICT_BUREAU', district: filedBy.code } : { body: 'CENTRE', district: null };
  const facts = { listedOn: null, periods: [days], suspensions: [], termination: null };
  return {
    ...{ agencyId, name: `示例${agencyId}`, type, registrationDistrict: null, sitesKnown: true, synthetic: true },
    filings: [{ filingId: `filing-of-${agencyId}`, authority, facts, standing: days, version: 0 }],
    sites: [],
    ...over,
  };
}

function siteIn(agencyId: string, { code: district }: District) {
  return { siteId: `site-of-${agencyId}`, name: '示例考核点', district, from: FROM, to: null, version: 0 };
}

/**
 * Of each district: an enterprise that it has filed, with a site in the district after it; a college that is registered in it; and
 * a social organisation with its seat in the district after it and a site in the one after that. The Centre filed the last two.
 */
function agenciesOf(no: number): readonly object[] {
  const at = (by: number) => districts[after(no, by)]!;
  const [enterprise, social] = [`agency-${no}`, `social-${no}`];
  return [
    told(enterprise, 'ENTERPRISE', at(0), { sites: [siteIn(enterprise, at(SITE_OF_ENTERPRISE))] }),
    told(`college-${no}`, 'COLLEGE', null, { registrationDistrict: at(0).code }, '2027-01-20'),
    told(social, 'SOCIAL_ORGANISATION', null, {
      registrationDistrict: at(SEAT_OF_SOCIAL).code,
      sites: [siteIn(social, at(SITE_OF_SOCIAL))],
    }),
  ];
}

type Asks = Graph['ask'];

async function done(ask: Asks, act: string): Promise<Json> {
  const parts = [
    '... on DrawActDone { did: draw { id version } }',
    '... on AssessmentActDone { did: assessment { id } }',
    '... on InspectionActDone { did: inspection { id version } }',
    '... on CaseActDone { did: violationCase { id version } }',
  ];
  // An act names its part by its own name.
  const part = parts.find((one) => one.includes(partOf(act)))!;
  const { data, errors } = await ask(
    `mutation { done: ${act} { __typename ${part} ... on Refused { refusals { code message } } } }`,
  );
  if (errors.length > 0 || !data.done.did) throw new Error(`${act}: ${JSON.stringify([errors, data])}`);
  return data.done.did;
}

function partOf(act: string): string {
  return /Draw|Assessment|Inspection|Case|City/.exec(act)![0].replace('City', 'Case');
}

/** What each district does, the Centre and the next districts do with it. */
async function actOf(graph: Graph, no: number): Promise<void> {
  const bureauOf = (of: number) =>
    graph.as({ sub: `bureau-${of}`, role: 'DISTRICT_BUREAU', district: districts[of]!.code });
  const bureau = bureauOf(no);
  const centre = graph.as({ sub: `centre-${no}`, role: 'CENTRE' });
  const key = (name: string) => `idempotencyKey: "${name}-${no}-key"`;
  const on = ({ id, version }: Json, name: string) => `id: "${id}", version: ${version}, ${key(name)}`;

  await done(centre, planOf(`agency-${no}`, `site-of-agency-${no}`, key('plan-site')));
  let inspected = await done(bureau, planOf(`agency-${no}`, null, key('plan')));
  for (const [act, given] of rectificationSteps)
    inspected = await done(bureau, `${act}(${on(inspected, act)}, ${given})`.replace(', )', ')'));

  const committed = await done(bureau, `commitDraw(draw: ${drawOf(`示例agency-${no}`)}, ${key('commit')})`);
  await done(bureau, `performDraw(${on(committed, 'perform')})`);
  const assessed = `agencyId: "agency-${no}", year: 2026, result: "PASS", opinion: "示例意见"`;
  await done(bureau, `recordAnnualAssessment(${assessed}, ${key('assess')})`);

  const own = `subjectType: AGENCY, agencyId: "agency-${no}", filingId: "filing-of-agency-${no}"`;
  const registered = await done(bureau, `registerCase(clue: { ${own}, ${CLUE} }, ${key('case')})`);
  const investigated = await done(bureau, `investigateCase(${on(registered, 'investigate')})`);
  const transferred = await done(bureau, `transferCase(${on(investigated, 'transfer')}, transfer: ${TRANSFER})`);
  await done(bureau, `decideCase(${on(transferred, 'decide')}, decision: ${DECISION})`);

  const person = 'person: { name: "示例甲", number: "310115199001011234" }';
  const staff = `subjectType: STAFF, agencyId: "agency-${no}", ${person}`;
  await done(bureau, `registerCase(clue: { ${staff}, ${CLUE} }, ${key('staff')})`);

  const site = `agencyId: "social-${no}", siteId: "site-of-social-${no}", filingId: "filing-of-social-${no}"`;
  const elsewhere = await done(centre, `registerCase(clue: { subjectType: AGENCY, ${site}, ${CLUE} }, ${key('site')})`);
  const found = await done(centre, `investigateCase(${on(elsewhere, 'investigate-site')})`);
  const proposal = 'tier: SERIOUS, measures: [SUSPEND_EVALUATION], opinion: "示例意见"';
  await done(bureauOf(after(no, SITE_OF_SOCIAL)), `proposeToCity(${on(found, 'propose')}, ${proposal})`);
}

const CLUE =
  'source: INSPECTION, matter: OTHER, summary: "示例情况", actOn: "2026-10-20", materials: [{ kind: EVIDENCE, name: "示例照片", reference: "示例1号" }]';
const TRANSFER = '{ toAuthority: "示例公安分局", reference: "示例移送1号", reason: "示例原因" }';
const DECISION = `{ tier: SERIOUS, measures: [WARNING, TIME_LIMITED_RECTIFICATION, SUSPEND_EVALUATION], rectificationDueOn: "2026-12-01",
  reason: "示例理由", restrictions: [{ kind: EVALUATION, from: "2026-11-01", basis: "示例依据" }] }`;
const inspectors = (relatedTo: string) =>
  ['R-1', 'R-2', 'R-3', 'R-4']
    .map(
      (one) =>
        `{ inspectorNo: "${one}", department: HR_DEPARTMENT, relatedTo: [${one === 'R-4' ? `"${relatedTo}"` : ''}] }`,
    )
    .join();
const drawOf = (relatedTo: string) =>
  `{ kind: DAILY, topics: [{ kind: FAIRNESS }], plannedOn: "2026-11-10", quotas: [{ stratum: "B", count: 1 }], inspectors: [${inspectors(relatedTo)}] }`;
const EVIDENCE = 'evidence: [{ name: "现场照片", reference: "示例1号" }]';

const rectificationSteps = [
  ['assignInspectionTeam', 'team: [{ inspectorNo: "R-9", department: HR_DEPARTMENT, isLead: true }]'],
  ['startInspection', ''],
  ['recordInspectionFinding', `finding: { topic: { kind: FAIRNESS }, text: "示例", isBreach: true, ${EVIDENCE} }`],
  ['finishInspection', 'result: BREACH_FOUND, summary: "示例"'],
  ['orderInspectionRectification', 'tier: MINOR, text: "补正", dueOn: "2026-11-20"'],
] as const;

function planOf(agencyId: string, siteId: string | null, key: string): string {
  const subject = `{ agencyId: "${agencyId}"${siteId === null ? '' : `, siteId: "${siteId}"`} }`;
  const plan = `{ kind: DAILY, methods: [{ kind: ON_SITE }], topics: [{ kind: FAIRNESS }], subject: ${subject}, plannedOn: "2026-11-10" }`;
  return `planInspection(plan: ${plan}, ${key})`;
}

/** Tells of the agencies of sixteen districts, and does with those of some what each district and the Centre do. */
export async function superviseWorld(graph: Graph, numbers: readonly number[]): Promise<void> {
  const { events } = graph.subgraph('supervision');
  const agencies = districts.flatMap((_, no) => agenciesOf(no));
  await publishForTest(events, { type: 'agencies.loaded', payload: { part: 'test/0', agencies } });
  await graph.settle();
  for (const no of numbers) await actOf(graph, no);
  for (const [no, { code }] of districts.entries()) {
    const told = { inspectionId: overdueOf(no), act: 'tellOverdueRectification', from: 'RECTIFICATION' };
    const where = { to: 'RECTIFICATION', agencyId: null, districts: [code], rectificationDueOn: '2026-10-01' };
    const payload = { ...told, ...where };
    await publishForTest(events, { type: 'inspection.changed', payload, at: graph.clock.now() });
  }
  await graph.settle();
}
