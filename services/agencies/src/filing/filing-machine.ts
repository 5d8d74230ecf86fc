import type { LedgerId } from '@shanghai/kernel';
import type { Actor } from '../application/application-machine.js';
import type { FilingStatus } from './filing-state-rules.js';

/** 续期情况: what became of the request to renew the period of a day. */
export type RenewalStatus = 'NONE' | 'REQUESTED' | 'APPROVED' | 'REFUSED';

/** What supervision orders (FIL-016, VIO-007, FIL-009). */
export type MeasureAct = 'suspendEvaluation' | 'resumeEvaluation' | 'orderTermination';

/** What time brings to a filing, told by the clock once: its state follows from its facts by itself. */
export type FilingMilestone =
  | 'remindOfRenewal'
  | 'endSuspension'
  | 'beginRenewedPeriod'
  | 'extendPendingDecision'
  | 'expireFiling'
  | 'passItemDueDay';

/** What can be done to a filing. Those that are neither ordered nor of the clock are mutations of the same name. */
export type FilingAct =
  | 'reportToNationalCentre'
  | 'publishFiling'
  | 'requestRenewal'
  | 'approveRenewal'
  | 'refuseRenewal'
  | 'recordExpiryEvaluation'
  | 'requestAdjustment'
  | 'decideAdjustment'
  | 'recordItemNotEvaluable'
  | 'recordItemTermination'
  | 'recordSubjectExtinct'
  | 'recordNoRenewal'
  | 'recordOtherTermination'
  | 'requestTermination'
  | 'confirmTermination'
  | 'completeWrapUpTask'
  | MeasureAct
  | FilingMilestone;

/** One row of machine 3: who may do it, from which states, with which renewal, and to which states it can lead. */
export interface FilingTransition {
  readonly act: FilingAct;
  readonly by: readonly Actor[];
  readonly from: readonly FilingStatus[];
  /** Beside the state; null for any. */
  readonly renewal: readonly RenewalStatus[] | null;
  readonly to: readonly FilingStatus[];
  /** The rules that guard it, by their ledger ids; the first is the one it is refused by when it is no step. */
  readonly guards: readonly [LedgerId, ...LedgerId[]];
}

const AGENCY: readonly Actor[] = ['AGENCY'];
/** Who may be the filing authority; which of them is, FIL-013 asks. */
const AUTHORITIES: readonly Actor[] = ['CENTRE', 'DISTRICT_BUREAU'];
const SYSTEM: readonly Actor[] = ['SYSTEM'];

const inForce: readonly FilingStatus[] = ['ACTIVE', 'SUSPENDED'];
const begun: readonly FilingStatus[] = [...inForce, 'EXPIRED'];
const any: readonly FilingStatus[] = [...begun, 'TERMINATED'];
const ended: readonly FilingStatus[] = ['TERMINATED'];

/** Machine 3, row by row. What is not in it is ILLEGAL_TRANSITION. A request to renew changes no state (FIL-005). */
export const filingTransitions: readonly FilingTransition[] = [
  row('reportToNationalCentre', ['CENTRE'], any, null, any, ['FIL-014']),
  row('publishFiling', ['BUREAU'], any, null, any, ['AGY-026']),
  // Once expired, the row is there for its guard alone: it says RENEWAL_LATE, which tells more than that it is no step.
  row('requestRenewal', AGENCY, begun, ['NONE'], inForce, ['FIL-005']),
  row('approveRenewal', AUTHORITIES, inForce, ['REQUESTED'], inForce, ['FIL-005', 'FIL-011', 'FIL-013']),
  row('refuseRenewal', AUTHORITIES, inForce, ['REQUESTED'], inForce, ['FIL-005', 'FIL-013']),
  row('recordExpiryEvaluation', AUTHORITIES, begun, null, begun, ['FIL-011', 'FIL-013']),
  row('requestAdjustment', AGENCY, inForce, null, inForce, ['FIL-012', 'CAT-006', 'CAT-007', 'CAT-012', 'AGY-010']),
  row('decideAdjustment', AUTHORITIES, inForce, null, inForce, ['FIL-012', 'FIL-013', 'CAT-012', 'AGY-010']),
  row('recordItemNotEvaluable', AUTHORITIES, inForce, null, inForce, ['FIL-006', 'FIL-013']),
  row('recordItemTermination', AUTHORITIES, inForce, null, [...inForce, ...ended], ['FIL-006', 'FIL-013']),
  row('recordSubjectExtinct', AUTHORITIES, begun, null, ended, ['FIL-007', 'FIL-013']),
  row('recordNoRenewal', AUTHORITIES, ['EXPIRED'], ['NONE'], ended, ['FIL-005', 'FIL-013']),
  row('recordOtherTermination', AUTHORITIES, inForce, null, ended, ['FIL-007', 'FIL-013']),
  row('requestTermination', AGENCY, inForce, null, inForce, ['FIL-008']),
  row('confirmTermination', AUTHORITIES, inForce, null, ended, ['FIL-008', 'FIL-013']),
  row('completeWrapUpTask', [...AGENCY, ...AUTHORITIES], any, null, any, ['FIL-010']),
  row('suspendEvaluation', SYSTEM, ['ACTIVE'], null, ['SUSPENDED'], ['FIL-016']),
  row('resumeEvaluation', SYSTEM, ['SUSPENDED'], null, ['ACTIVE'], ['VIO-007']),
  row('orderTermination', SYSTEM, begun, null, ended, ['FIL-009', 'VIO-009']),
  row('remindOfRenewal', SYSTEM, inForce, ['NONE'], inForce, ['FIL-005']),
  row('endSuspension', SYSTEM, ['SUSPENDED'], null, ['ACTIVE'], ['VIO-007']),
  row('beginRenewedPeriod', SYSTEM, inForce, ['APPROVED'], inForce, ['FIL-002']),
  row('extendPendingDecision', SYSTEM, inForce, ['REQUESTED'], inForce, ['FIL-005']),
  row('expireFiling', SYSTEM, inForce, ['NONE', 'REFUSED'], ['EXPIRED'], ['FIL-005']),
  row('passItemDueDay', SYSTEM, inForce, null, inForce, ['FIL-006']),
];

/** The row of an act. */
export function filingTransitionOf(act: FilingAct): FilingTransition {
  return filingTransitions.find((one) => one.act === act)!;
}

/** Whether the filing authority, and no other, may do an act (FIL-013). */
export function isForAuthority({ by }: Pick<FilingTransition, 'by'>): boolean {
  return by.includes('DISTRICT_BUREAU');
}

function row(
  act: FilingAct,
  by: readonly Actor[],
  from: readonly FilingStatus[],
  renewal: readonly RenewalStatus[] | null,
  to: readonly FilingStatus[],
  guards: FilingTransition['guards'],
): FilingTransition {
  return { act, by, from, renewal, to, guards };
}
