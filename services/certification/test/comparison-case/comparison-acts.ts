import { type Refusal, day, residentIdCheck, stableId } from '@shanghai/kernel';
import { type Caller, publicCaller, readInstant } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, testSealer } from '@shanghai/platform/testing';
import { certifyComparison } from '../../dist/comparison-case/acts/certify-comparison.js';
import { type ComparisonAsked, receiveComparison } from '../../dist/comparison-case/acts/receive-comparison.js';
import { refuseComparison } from '../../dist/comparison-case/acts/refuse-comparison.js';
import { reviewComparisonMaterials } from '../../dist/comparison-case/acts/review-comparison-materials.js';
import { verifySourceCertificate } from '../../dist/comparison-case/acts/verify-source-certificate.js';
import type { ComparisonStatus, StoredComparison } from '../../dist/comparison-case/comparison-case.js';
import type { ComparisonActing, ComparisonOutcome } from '../../dist/comparison-case/perform-on-comparison.js';
import type { RefusalStated } from '../../dist/comparison-case/refusal-ground-rules.js';
import { type PlatformAnswer, recordedPlatform } from '../../dist/comparison-case/verification-platform.js';
import { type ToldFiling, filingCreated, scopeItem, span, toldFiling } from '../filing-scope/told-filings.js';

const NOTICE = '沪职鉴中心〔2026〕30号';
export const AGENCY = 'agency-1';
export const NOW = readInstant('2026-11-01T04:00:00Z')!;

/** A mapping by its annex and row; 附件1 row 6 is KNX Basic, at level four. */
export function mappingId(annex: 1 | 2, row: number): string {
  return stableId('mapping', NOTICE, `附件${annex}`, row);
}
export const KNX = mappingId(1, 6);

/** Somebody of the agency. */
export function person(subject: string, agency = AGENCY): Caller {
  return { ...publicCaller, role: 'AGENCY', subject, scopes: { agency } };
}
/** Who operates for an agency. */
export function operatorOf(agency: string): Caller {
  return person('operator', agency);
}
export const operator = operatorOf(AGENCY);
export const reviewer = person('reviewer');
export const confirmer = person('confirmer');

/** A comparison filing from the day of the notice on, for three certificates of both annexes. */
export function comparisonFiling(agencyId: string, over: Partial<ToldFiling> = {}): ToldFiling {
  const listed = [
    [KNX, 4],
    [mappingId(1, 7), 3],
    [mappingId(2, 1), 3],
  ] as const;
  const scope = listed.map(([id, level]) =>
    scopeItem({ filedItemId: `filed-${id}`, itemId: null, mappingId: id, levels: [level], from: day('2026-06-23') }),
  );
  const states = [span('ACTIVE', '2026-06-23', '2029-06-22'), span('EXPIRED', '2029-06-23', null)];
  return toldFiling({ filingId: `filing-of-${agencyId}`, type: 'COMPARISON', states, scope, ...over });
}

/** Tells of the comparison filing of an agency. */
export async function fileAgency(
  served: ServedSubgraph,
  agencyId = AGENCY,
  over: Partial<ToldFiling> = {},
): Promise<void> {
  await publishForTest(served.events, filingCreated(comparisonFiling(agencyId, over), agencyId));
  await served.settle();
}

export function acting(served: ServedSubgraph, caller: Caller, now = NOW): ComparisonActing {
  return { store: served.connection, caller, now, sealer: testSealer, lag: async () => Promise.resolve(0) };
}

/** An invented number of somebody born on a day. */
export function residentNumber(bornOn: string): string {
  const body = `310101${bornOn}001`;
  return body + residentIdCheck(body);
}

let numbers = 0;

export function newKey(): string {
  numbers += 1;
  return `test-key-${numbers}`;
}

/** What is asked for: by default a KNX certificate that nobody has brought yet. */
export function asked(over: Partial<ComparisonAsked> = {}): ComparisonAsked {
  numbers += 1;
  return {
    ...{ mappingId: KNX, name: '张示例', idKind: 'RESIDENT_ID', idNumber: residentNumber('19900307') },
    ...{ sourceNumber: `KNX-${numbers}`, sourceIssuedOn: day('2025-05-06') },
    ...over,
  };
}

/** What a platform answers: by default that everything is in order. */
export function answer(over: Partial<PlatformAnswer> = {}): PlatformAnswer {
  return {
    ...{ result: 'GENUINE', reference: 'CX-1', answeredOn: day('2026-10-30') },
    ...{ holderMatches: true, certificateMatches: true, isInForce: true },
    ...over,
  };
}

export function stated(over: Partial<RefusalStated> = {}): RefusalStated {
  return { ground: 'CONDITIONS_NOT_MET', description: '示例情况', evidence: ['示例材料1'], ...over };
}

/** How an act is tried: by whom, and with what. */
export interface Attempt {
  readonly by?: Caller;
  readonly answer?: Partial<PlatformAnswer>;
  readonly refusal?: Partial<RefusalStated>;
  readonly now?: Date;
  readonly key?: string;
}

export type TriedAct =
  'verifySourceCertificate' | 'reviewComparisonMaterials' | 'certifyComparison' | 'refuseComparison';

type Try = (served: ServedSubgraph, one: StoredComparison, attempt?: Attempt) => Promise<ComparisonOutcome>;

/** Every act on a case, by the person whose it is and with what lets it pass. */
export const comparisonActs: Readonly<Record<TriedAct, Try>> = {
  verifySourceCertificate: async (served, one, attempt = {}) =>
    verifySourceCertificate(
      by(served, attempt, operator),
      on(one, attempt),
      recordedPlatform('示例平台', answer(attempt.answer)),
    ),
  reviewComparisonMaterials: async (served, one, attempt = {}) =>
    reviewComparisonMaterials(by(served, attempt, reviewer), on(one, attempt), {
      materials: ['示例材料1'],
      opinion: '材料齐全',
    }),
  certifyComparison: async (served, one, attempt = {}) =>
    certifyComparison(by(served, attempt, confirmer), on(one, attempt)),
  refuseComparison: async (served, one, attempt = {}) =>
    refuseComparison(by(served, attempt, reviewer), on(one, attempt), stated(attempt.refusal)),
};

/** The acts that lead to each state. */
export const ways: Readonly<Record<ComparisonStatus, readonly TriedAct[]>> = {
  RECEIVED: [],
  CERTIFICATE_VERIFIED: ['verifySourceCertificate'],
  MATERIALS_REVIEWED: ['verifySourceCertificate', 'reviewComparisonMaterials'],
  CERTIFIED: ['verifySourceCertificate', 'reviewComparisonMaterials', 'certifyComparison'],
  REFUSED: ['verifySourceCertificate', 'refuseComparison'],
};

/** A case in a state, as acts have led there. */
export async function reached(
  served: ServedSubgraph,
  status: ComparisonStatus,
  over: Partial<ComparisonAsked> = {},
): Promise<StoredComparison> {
  let one = done(await received(served, over));
  for (const act of ways[status]) one = done(await comparisonActs[act](served, one));
  return one;
}

/** What becomes of a request, by default of the operator. */
export async function received(
  served: ServedSubgraph,
  over: Partial<ComparisonAsked> = {},
  { by: caller = operator, now = NOW, key = newKey() }: Attempt = {},
): Promise<ComparisonOutcome> {
  return receiveComparison(acting(served, caller, now), asked(over), key);
}

/** The case after an act that was done. */
export function done(outcome: ComparisonOutcome): StoredComparison {
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.comparisonCase;
}

/** The codes by which an act was refused; none when it was done. */
export function refusedBy(outcome: ComparisonOutcome): string[] {
  return 'refusals' in outcome ? outcome.refusals.map(({ code }: Refusal) => code) : [];
}

function by(served: ServedSubgraph, { by: caller, now = NOW }: Attempt, whose: Caller): ComparisonActing {
  return acting(served, caller ?? whose, now);
}

function on({ _id: id, version }: StoredComparison, { key = newKey() }: Attempt) {
  return { id, version, idempotencyKey: key };
}
