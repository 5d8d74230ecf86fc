import { type DevelopmentClaims, developmentToken } from '@shanghai/gateway';
import { systemClock } from '@shanghai/platform';
import { asker, documentOf } from '../graph/graph.js';
import { until } from './five-processes.js';
import type { MeasuredGraph } from './measured-graph.js';
import { type KnownQuestion, post } from './soak-load.js';

const DAYS = Array.from({ length: 30 }, (_, at) => `2026-10-${String(at + 1).padStart(2, '0')}`);
const centre = { sub: 'soak', role: 'CENTRE' };
const bureau = { sub: 'soak', role: 'DISTRICT_BUREAU', district: '310115' };
const AGENCY = 'agency-3695b2f134cc46a3d482';
const ITEM = 'item-6ca2f564d2377075b048';

/** Questions of the public and of officers, each for every day: more answers than a small cache holds. */
const asked: readonly (readonly [
  operation: string,
  claims: DevelopmentClaims | null,
  variables: (day: string) => object,
])[] = [
  ['AgencyPage', null, (asOf) => ({ id: AGENCY, asOf })],
  ['PublicRegister', null, (asOf) => ({ asOf, first: 20 })],
  ['WhereCanIBeAssessed', null, (asOf) => ({ text: '师', asOf })],
  ['MayAssess', null, (on) => ({ agencyId: AGENCY, itemId: ITEM, on })],
  ['WhomDoISupervise', centre, (asOf) => ({ asOf, first: 20 })],
  ['BureauInbox', bureau, (asOf) => ({ asOf, days: 30, first: 20 })],
];

/** Each question with its answer while nothing goes on. */
export async function learnAnswers(graph: MeasuredGraph): Promise<readonly KnownQuestion[]> {
  await supervisionHasHeard(graph);
  const all: KnownQuestion[] = [];
  for (const [operation, claims, variables] of asked) {
    const headers = await headersOf(graph, claims);
    for (const day of DAYS) {
      const body = JSON.stringify({ query: documentOf(operation), variables: variables(day) });
      const { status, text } = await post(graph.next(), { body, headers });
      if (status !== 200 || text.includes('"errors"')) throw new Error(`${operation}: ${status} ${text.slice(0, 500)}`);
      all.push({ body, headers, answer: text });
    }
  }
  return all;
}

async function headersOf(graph: MeasuredGraph, claims: DevelopmentClaims | null): Promise<Record<string, string>> {
  if (claims === null) return {};
  return { authorization: `Bearer ${await developmentToken(graph.folder, claims, systemClock)}` };
}

/** Supervision is told of the agencies by events: waits until it knows all of them. */
async function supervisionHasHeard(graph: MeasuredGraph): Promise<void> {
  const ask = asker(graph.next(), await headersOf(graph, centre));
  await until(async () => {
    const { data } = await ask('{ agencies { totalCount } supervisedSubjects { totalCount } }');
    return data?.agencies?.totalCount === data?.supervisedSubjects?.totalCount || undefined;
  });
}
