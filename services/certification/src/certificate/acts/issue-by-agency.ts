import {
  type Finding,
  type Refusal,
  dayAt,
  distinctClauses,
  refusalsOf,
  stableId,
  weighFindings,
} from '@shanghai/kernel';
import { type Decision, badUserInput, performVerb } from '@shanghai/platform';
import type { ClientSession } from 'mongoose';
import { findScopesById } from '../../filing-scope/filed-scope-store.js';
import type { FiledScope } from '../../filing-scope/filed-scope.js';
import { scopeStanding } from '../../filing-scope/scope-on.js';
import { judgeScopeStanding } from '../../filing-scope/scope-standing-rules.js';
import { certificatesCounted } from '../../statistics/certificates-counted.js';
import { registeredEvent } from '../certificate-event.js';
import { certificateFields, certificateNumberKey } from '../certificate-keys.js';
import { certificateStepOf } from '../certificate-machine.js';
import { findTaken, insertCertificates } from '../certificate-store.js';
import { judgeCertificateStep } from '../certificate-step-rules.js';
import type { Certificate } from '../certificate.js';
import { judgeDuplicate, judgeNumberTaken } from '../duplicate-rules.js';
import { certificateOfExam } from '../exam-certificate.js';
import { judgeExam } from '../exam-rules.js';
import type { ExamReading, PassedExam } from '../exam.js';
import { newCertificate, onceOfExam } from '../new-certificate.js';
import {
  type CertificateActing,
  type CertificateOutcome,
  TYPED,
  certificateBodyOf,
} from '../perform-on-certificate.js';

/** What is issued, and under which filing. */
export interface IssueAsked {
  readonly filingId: string;
  /** Whose exam, or what could not be read of it. */
  readonly reading: ExamReading;
  readonly approvalNo: string | null;
  readonly idempotencyKey: string;
}

/**
 * 单项发证 (machine 7): one certificate after an exam, by the agency that has filed.
 * @throws GraphQLError BAD_USER_INPUT when the caller has no such filing, or CONFLICT
 */
export async function issueByAgency(acting: CertificateActing, asked: IssueAsked): Promise<CertificateOutcome> {
  const { store, caller, now, sealer, onStep } = acting;
  const { filingId, reading, approvalNo, idempotencyKey } = asked;
  if (!reading.exam) return { refusals: refusalsOf(reading.findings) };
  const { exam } = reading;
  const id = stableId('certificate', caller.scopes['agency'] ?? '', idempotencyKey);
  const outcome = await performVerb<Certificate, Refusal>(
    store,
    {
      aggregate: `certificate/${id}`,
      name: 'issueCertificate',
      ...{ caller, at: now, idempotencyKey },
      payload: sealer.searchHash('certificates.issue', JSON.stringify([filingId, exam, approvalNo])),
      expectedVersion: 0,
      load: async () => Promise.resolve(null),
      decide: async (_state, session) => decide(acting, { id, filingId, exam, approvalNo }, session),
      save: async (state, version, session) => {
        await insertCertificates(store, [{ ...state, version }], session);
        await certificatesCounted(store, [{ before: null, after: state }], session);
      },
      ...(onStep && { onStep }),
    },
    TYPED,
  );
  if ('refusals' in outcome) return outcome;
  const { state, version, isRepeated } = outcome;
  return { certificate: { ...(state as Certificate), version }, isRepeated };
}

/** The filing in the caller's hands. @throws GraphQLError BAD_USER_INPUT when the caller has no such filing */
export async function findOwnScope(
  { store, caller }: Pick<CertificateActing, 'store' | 'caller'>,
  filingId: string,
  session: ClientSession,
): Promise<FiledScope> {
  const [scope] = await findScopesById(store, [filingId], session);
  const own = caller.scopes['agency'];
  if (!scope || (own !== undefined && own !== scope.agencyId))
    throw badUserInput('no such filing', { argument: 'filingId' });
  return scope;
}

interface IssueCase extends Pick<IssueAsked, 'filingId' | 'approvalNo'> {
  readonly id: string;
  readonly exam: PassedExam;
}

async function decide(
  acting: CertificateActing,
  { id, filingId, exam, approvalNo }: IssueCase,
  session: ClientSession,
): Promise<Decision<Certificate, Refusal>> {
  const { now, sealer } = acting;
  const step = certificateStepOf('issueCertificate');
  const illegal = judgeCertificateStep(step, certificateBodyOf(acting), null);
  if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
  const scope = await findOwnScope(acting, filingId, session);
  const findings = [
    judgeScopeStanding(await scopeStanding(acting), filingId),
    ...judgeExam(exam, { scope, today: dayAt(now), approvalNo }),
  ];
  const made = certificateOfExam(exam, {
    ...{ id, scope, now, findings },
    ...({ source: 'ISSUED', batchId: null, batchLine: null, duplicateOf: null } as const),
  });
  const all = [...findings, ...(await judgeTaken(acting, exam, onceOfExam(made), session))];
  const { refusals, clauses, rules } = weighFindings(all, step.guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const state = newCertificate(sealer, made);
  const grounds = distinctClauses([...step.clauses, ...clauses]);
  return { accepted: true, state, reason: null, grounds, rules, event: registeredEvent(state) };
}

async function judgeTaken(
  { store, sealer }: CertificateActing,
  { number }: PassedExam,
  once: string,
  session: ClientSession,
): Promise<readonly Finding[]> {
  const onceHash = sealer.searchHash(certificateFields.once, once);
  const numberHash = number === null ? null : sealer.searchHash(certificateFields.number, certificateNumberKey(number));
  const numberHashes = numberHash === null ? [] : [numberHash];
  const taken = await findTaken(store, { onceHashes: [onceHash], numberHashes }, session);
  return [
    judgeDuplicate(taken.find((one) => one.onceHash === onceHash)?._id ?? null),
    judgeNumberTaken(taken.some((one) => one.numberHash === numberHash)),
  ];
}
