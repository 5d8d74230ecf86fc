import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { type Caller, publicCaller, readInstant } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { saveScope } from '../../dist/filing-scope/filed-scope-store.js';
import type { FiledScope } from '../../dist/filing-scope/filed-scope.js';
import { certification } from '../../dist/subgraph.js';
import { AGENCY, FILING, idNumberOf, scopeOf } from './exams.js';

/** Noon of 1 November 2026 in Shanghai, the day of the tests. */
export const NOON = '2026-11-01T04:00:00Z';

const someone = (role: string, scopes: Caller['scopes'], subject: string): Caller => ({
  ...publicCaller,
  ...{ role, subject, scopes },
});

/** Who acts in these tests. */
export const people = {
  agency: someone('AGENCY', { agency: AGENCY }, 'clerk-1'),
  colleague: someone('AGENCY', { agency: AGENCY }, 'clerk-2'),
  stranger: someone('AGENCY', { agency: 'agency-other' }, 'clerk-3'),
  pudong: someone('DISTRICT_BUREAU', { district: '310115' }, 'bureau-pudong'),
  xuhui: someone('DISTRICT_BUREAU', { district: '310104' }, 'bureau-xuhui'),
  centre: someone('CENTRE', {}, 'centre'),
  analyst: someone('ANALYST', {}, 'analyst'),
} as const;

/** The subgraph with filings at hand, for the tests of one file. Ask for it inside a test. */
export function useCertificates(...scopes: readonly FiledScope[]) {
  let served: ServedSubgraph | undefined;
  const clock = settableClock(readInstant(NOON)!);
  beforeAll(async () => {
    served = await serveForTest(certification, clock);
    for (const scope of scopes.length > 0 ? scopes : [scopeOf()]) await keepScope(served, scope);
  });
  afterAll(async () => served?.stop());
  return { served: () => served!, clock };
}

/** Puts a filing among those at hand, as agencies tell of it. */
export async function keepScope({ connection }: ServedSubgraph, scope: FiledScope): Promise<void> {
  await connection.transaction(async (session) => saveScope(connection, scope, session));
}

export const newKey = (): string => randomUUID();

/** What a certificate is asked for with. */
export const examInput = (over: Record<string, unknown> = {}) => ({
  ...{ holderName: '安娜卡列宁', holderIdNumber: nextIdNumber(), occupation: '示例装配工（示例）' },
  ...{ level: 'INTERMEDIATE', examOn: '2026-10-10', issuedOn: '2026-10-20', candidateKind: 'PUBLIC' },
  ...{ scoreEnteredBy: 'S-1', scoreConfirmedBy: 'S-2', ...over },
});

let persons = 0;

/** Another person each time. */
export function nextIdNumber(): string {
  persons += 1;
  return idNumberOf(persons % 1000, `19${70 + Math.floor(persons / 1000)}0101`);
}

const FIELDS = `id version number holderName holderIdNumber status source batchId batchLine occupation itemId level examOn
  issuedOn flags { code clearedBecause } inScope duplicateOf revocation { reason revokedOn caseId } hiddenOn revision printNo
  correction { reason holderName holderIdNumber issuedOn } hidingReason availableActs`;
const REFUSED = `... on Refused { refusals { rule code path clauses { item quote } } }`;

/** A certificate as the graph shows it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Shown = any;

/** Issues a certificate and gives it. */
export async function issued(served: ServedSubgraph, exam = {}, filingId = FILING): Promise<Shown> {
  const outcome = await issue(served, exam, { filingId });
  expect(outcome.refusals ?? []).toEqual([]);
  return outcome.certificate;
}

export async function issue(
  served: ServedSubgraph,
  exam = {},
  { by = people.agency, key = newKey(), filingId = FILING, approvalNo = null as string | null } = {},
): Promise<Shown> {
  const query = `mutation ($exam: PassedExamInput!, $key: IdempotencyKey!, $filingId: ID!, $approvalNo: FormText) {
    issueCertificate(filingId: $filingId, exam: $exam, approvalNo: $approvalNo, idempotencyKey: $key) {
      ... on CertificateActDone { certificate { ${FIELDS} } isRepeated } ${REFUSED} } }`;
  const { data, errors } = await served.ask(query, { exam: examInput(exam), key, filingId, approvalNo }, by);
  return data?.issueCertificate ?? { errors: errors.map(({ extensions }) => extensions['code']) };
}

/** The arguments that an act takes beside certificate and key. */
const more: Readonly<Record<string, Readonly<Record<string, readonly [type: string, value: unknown]>>>> = {
  flagCertificate: { reason: ['FormText!', '示例原因'] },
  clearCertificate: { reason: ['FormText!', '示例原因'] },
  requestCorrection: { correction: ['CertificateCorrectionInput!', { reason: '示例原因', holderName: '安娜' }] },
  confirmCorrection: {},
  reissueCertificate: { reason: ['FormText!', '示例原因'] },
  revokeCertificate: {
    reason: ['CertificateRevocationReason!', 'ERRONEOUS'],
    because: ['FormText!', '示例原因'],
  },
  requestHiding: { reason: ['FormText!', '示例原因'] },
  approveHiding: { reason: ['FormText!', '示例原因'] },
};

/** Does an act on a certificate as it was shown; with other arguments where they are named. */
export async function act(
  served: ServedSubgraph,
  name: string,
  { id, version }: Shown,
  by: Caller,
  over: Record<string, unknown> = {},
): Promise<Shown> {
  const own = Object.entries(more[name]!);
  const declared = own.map(([argument, [type]]) => `, $${argument}: ${type}`).join('');
  const passed = own.map(([argument]) => `, ${argument}: $${argument}`).join('');
  const query = `mutation ($id: ID!, $version: Int!, $key: IdempotencyKey!${declared}) {
    ${name}(id: $id, version: $version, idempotencyKey: $key${passed}) {
      ... on CertificateActDone { certificate { ${FIELDS} } isRepeated } ${REFUSED} } }`;
  const values = Object.fromEntries(own.map(([argument, [, value]]) => [argument, value]));
  const { data, errors } = await served.ask(query, { id, version, key: newKey(), ...values, ...over }, by);
  return data?.[name] ?? { errors: errors.map(({ extensions }) => extensions['code']) };
}

/** Does an act and gives the certificate that it left. */
export async function done(...asked: Parameters<typeof act>): Promise<Shown> {
  const outcome = await act(...asked);
  expect([outcome.errors ?? [], outcome.refusals ?? []]).toEqual([[], []]);
  return outcome.certificate;
}

/** Rule and code of each refusal. */
export function codesOf(outcome: Shown): readonly string[] {
  return (outcome.refusals ?? []).map(({ rule, code }: Shown) => `${rule} ${code}`);
}

/** The certificate as a caller is shown it; null where it is none for that caller. */
export async function shown(served: ServedSubgraph, id: string, by: Caller = people.centre): Promise<Shown> {
  const { data } = await served.ask(`query ($id: ID!) { certificate(id: $id) { ${FIELDS} } }`, { id }, by);
  return data.certificate;
}
