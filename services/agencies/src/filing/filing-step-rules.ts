import { type Day, type Finding, finding } from '@shanghai/kernel';
import type { Actor } from '../application/application-machine.js';
import type { Filing, FilingFacts } from './filing.js';
import { filingClauses, groundsOfFilingAct } from './filing-ground-rules.js';
import { type FilingAct, type RenewalStatus, filingTransitionOf, isForAuthority } from './filing-machine.js';
import { type FilingStatus, stateOn } from './filing-state-rules.js';

/** 备案机关 (FIL-013): a filing is renewed, adjusted and ended by who filed it. */
export const authorityRule = {
  rule: 'FIL-013',
  force: 'MUST',
  code: 'NOT_FILING_AUTHORITY',
  clauses: filingClauses.authorities,
} as const;

/** Who does a step: a role, with the district that narrows it. */
export interface StepBy {
  readonly role: Actor;
  readonly district: string | null;
}

/**
 * What became of the request to renew the period that a day lies in; of a period that was followed by another, nothing is open
 * any more.
 */
export function renewalOn({ periods }: Pick<FilingFacts, 'periods'>, on: Day): RenewalStatus {
  const renewal = (periods.findLast(({ from }) => from <= on) ?? periods[0])?.renewal;
  if (!renewal || renewal.requestedOn > on) return 'NONE';
  if (!renewal.decision || renewal.decision.on > on) return 'REQUESTED';
  return renewal.decision.result;
}

/** Whether a filing goes on past its last day because its renewal is not decided yet (FIL-005, PR). */
export function isExtended(facts: FilingFacts, on: Day): boolean {
  const last = facts.periods.at(-1);
  return last !== undefined && last.to < on && renewalOn(facts, on) === 'REQUESTED' && isInForce(facts, on);
}

/** Whether a filing is in force on a day, suspended or not. */
export function isInForce(facts: FilingFacts, on: Day): boolean {
  const status = stateOn(facts, on)?.status;
  return status === 'ACTIVE' || status === 'SUSPENDED';
}

/**
 * Whether a step stands in machine 3 on a day: NOT_FILING_AUTHORITY by another than its row names or than filed it (FIL-013),
 * ILLEGAL_TRANSITION from a state or a renewal that its row does not name. Null when it may go on.
 */
export function judgeFilingStep(act: FilingAct, { facts, authority }: Filing, by: StepBy, on: Day): Finding | null {
  const row = filingTransitionOf(act);
  if (!row.by.includes(by.role) || (isForAuthority(row) && by.role !== 'AGENCY' && !isAuthority(authority, by)))
    return finding(authorityRule, 'FAIL', '该事项由作出备案的机关办理', { act, by: by.role });
  const status = stateOn(facts, on)?.status ?? null;
  const renewal = renewalOn(facts, on);
  const isFrom = status !== null && row.from.includes(status) && (row.renewal?.includes(renewal) ?? true);
  if (isFrom) return null;
  const order = {
    rule: row.guards[0],
    force: 'MUST',
    code: 'ILLEGAL_TRANSITION',
    clauses: groundsOfFilingAct(act),
  } as const;
  return finding(order, 'FAIL', illegal(status, renewal), { act, status, renewal });
}

/** Whether somebody is, or speaks for, the authority of a filing. */
export function isAuthority(authority: Filing['authority'], { role, district }: StepBy): boolean {
  if (authority === null) return false;
  return authority.body === role && (authority.district === null || authority.district === district);
}

function illegal(status: FilingStatus | null, renewal: RenewalStatus): string {
  if (status === null) return '备案尚未开始，不能办理此事项';
  const request = renewal === 'NONE' ? '' : `（${renewalLabels[renewal]}）`;
  return `备案处于“${filingStatusLabels[status]}”${request}，不能办理此事项`;
}

/** 备案状态 in Chinese. */
export const filingStatusLabels: Readonly<Record<FilingStatus, string>> = {
  LISTED: '在目录所列',
  ACTIVE: '备案有效',
  SUSPENDED: '暂停评价',
  EXPIRED: '备案期满',
  TERMINATED: '终止备案',
};

const renewalLabels: Readonly<Record<RenewalStatus, string>> = {
  NONE: '未提出续期申请',
  REQUESTED: '续期申请待决定',
  APPROVED: '续期申请已同意',
  REFUSED: '续期申请未获同意',
};
