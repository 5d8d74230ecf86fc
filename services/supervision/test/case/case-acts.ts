import { day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { ServedSubgraph } from '@shanghai/platform/testing';
import { acceptRectification } from '../../dist/case/acts/accept-rectification.js';
import { addCaseMaterial } from '../../dist/case/acts/add-case-material.js';
import { closeCase } from '../../dist/case/acts/close-case.js';
import { type Deciding, decideCase } from '../../dist/case/acts/decide-case.js';
import { type Outcome, decideOutcome } from '../../dist/case/acts/decide-outcome.js';
import { dismissCase } from '../../dist/case/acts/dismiss-case.js';
import { investigateCase } from '../../dist/case/acts/investigate-case.js';
import { proposeToCity } from '../../dist/case/acts/propose-to-city.js';
import { reopenCase } from '../../dist/case/acts/reopen-case.js';
import { returnToDistrict } from '../../dist/case/acts/return-to-district.js';
import { revokeCertificates } from '../../dist/case/acts/revoke-certificates.js';
import { settleRefusedEffect } from '../../dist/case/acts/settle-refused-effect.js';
import { transferAndDecide } from '../../dist/case/acts/transfer-and-decide.js';
import { transferCase } from '../../dist/case/acts/transfer-case.js';
import type { CaseActOutcome } from '../../dist/case/perform-on-case.js';
import type { CaseAct } from '../../dist/case/case-machine.js';
import type { CaseSubjectType, StoredCase } from '../../dist/case/violation-case.js';
import { acting, newKey, people } from './case-states.js';

/** The acts that a test tries on a case that there is. */
export type TriedAct = Exclude<
  CaseAct,
  'registerCase' | 'applyMeasures' | 'passRectificationDue' | 'takeEffect' | 'tellMissingEffect'
>;

/** What a test says otherwise of an act: by whom, and with what. */
export interface Attempt {
  readonly by?: Caller;
  readonly key?: string;
  readonly decision?: Partial<Deciding>;
  readonly outcome?: Partial<Outcome>;
  readonly toAuthority?: string;
}

/** A decision that the ladder and Pudong's powers allow: a general violation, to be corrected. */
export function decision(over: Partial<Deciding> = {}): Deciding {
  return {
    ...{ tier: 'GENERAL', measures: ['TALK_REMINDER'], outcome: null, reason: '示例理由', documentNo: null },
    ...{ noSuspensionReason: null, rectificationDueOn: null, suspendedTo: null, filingId: null },
    ...{ coAuthorities: [], restrictions: [] },
    ...over,
  };
}

/** Serious, with all measures of the tier. */
export const serious = decision({
  tier: 'SERIOUS',
  measures: ['WARNING', 'TIME_LIMITED_RECTIFICATION', 'SUSPEND_EVALUATION'],
  rectificationDueOn: day('2026-12-01'),
});

export function outcome(over: Partial<Outcome> = {}): Outcome {
  return { outcome: '取消成绩', reason: '示例理由', documentNo: null, coAuthorities: [], restrictions: [], ...over };
}

const evidence = [{ kind: 'EVIDENCE', name: '示例新证据', reference: '示例档案2号', sha256: null }] as const;
const transfer = { toAuthority: '示例公安分局', reference: '示例移送1号', reason: '示例原因' };

type Try = (served: ServedSubgraph, one: StoredCase, attempt?: Attempt) => Promise<CaseActOutcome>;

/** Who does an act by right to a subject: the agency to its persons, else the bureau of Pudong. */
export function byRight(act: CaseAct, subject: CaseSubjectType): Caller {
  if (act === 'returnToDistrict') return people.bureau;
  return subject === 'STAFF' || subject === 'CANDIDATE' ? people.agency : people.pudong;
}

function tried(
  act: TriedAct,
  perform: (
    as: ReturnType<typeof acting>,
    on: { readonly id: string; readonly version: number; readonly idempotencyKey: string },
    attempt: Attempt,
    one: StoredCase,
  ) => Promise<CaseActOutcome>,
): Try {
  return async (served, one, attempt = {}) => {
    const by =
      attempt.by ??
      (one.status === 'REFERRED_TO_CITY' && act === 'decideCase' ? people.bureau : byRight(act, one.subject.type));
    const on = { id: one._id, version: one.version, idempotencyKey: attempt.key ?? newKey() };
    return perform(acting(served, by), on, attempt, one);
  };
}

/** Every act of machine 5 on a case that there is, as whoever may do it would do it. */
export const caseActs: Readonly<Record<TriedAct, Try>> = {
  investigateCase: tried('investigateCase', async (as, on) => investigateCase(as, on, evidence)),
  dismissCase: tried('dismissCase', async (as, on) => dismissCase(as, on, '示例原因')),
  decideCase: tried('decideCase', async (as, on, attempt) => decideCase(as, on, decision(attempt.decision))),
  proposeToCity: tried('proposeToCity', async (as, on) =>
    proposeToCity(as, on, { tier: 'SERIOUS', measures: ['SUSPEND_EVALUATION'], opinion: '示例意见' }),
  ),
  returnToDistrict: tried('returnToDistrict', async (as, on) => returnToDistrict(as, on, '示例原因')),
  decideOutcome: tried('decideOutcome', async (as, on, attempt) => decideOutcome(as, on, outcome(attempt.outcome))),
  transferAndDecide: tried('transferAndDecide', async (as, on, { toAuthority }) =>
    transferAndDecide(as, on, { ...transfer, ...(toAuthority !== undefined && { toAuthority }) }),
  ),
  settleRefusedEffect: tried('settleRefusedEffect', async (as, on, _attempt, { effects }) =>
    settleRefusedEffect(as, on, { effectId: effects[0]?.effectId ?? '', again: true, reason: '示例原因' }),
  ),
  acceptRectification: tried('acceptRectification', async (as, on) => acceptRectification(as, on, '已整改')),
  transferCase: tried('transferCase', async (as, on, { toAuthority }) =>
    transferCase(as, on, { ...transfer, ...(toAuthority !== undefined && { toAuthority }) }),
  ),
  revokeCertificates: tried('revokeCertificates', async (as, on) =>
    revokeCertificates(as, on, { certificateIds: ['certificate-1'], reason: 'ERRONEOUS', filingId: null }),
  ),
  addCaseMaterial: tried('addCaseMaterial', async (as, on) => addCaseMaterial(as, on, evidence)),
  closeCase: tried('closeCase', async (as, on) => closeCase(as, on)),
  reopenCase: tried('reopenCase', async (as, on) => reopenCase(as, on, { reason: '示例原因', materials: evidence })),
};

/** The case as an act left it. */
export function done(outcome: CaseActOutcome): StoredCase {
  if ('refusals' in outcome) throw new Error(outcome.refusals.map(({ rule, code }) => `${rule} ${code}`).join(', '));
  return outcome.violationCase;
}

/** The codes by which an act was refused. */
export function refusedBy(outcome: CaseActOutcome): readonly string[] {
  return 'refusals' in outcome ? outcome.refusals.map(({ code }) => code) : [];
}
