import { type Finding, finding } from '@shanghai/kernel';
import { caseActGrounds, caseClauses } from './case-ground-rules.js';
import { type Actor, type CaseAct, caseTransitions, persons, transitionsOf } from './case-machine.js';
import type { CaseStatus, CaseSubjectType } from './violation-case.js';

/** One step: who would do what to which subject, from which state; null where there is no case yet. */
export interface CaseStep {
  readonly act: CaseAct;
  readonly by: Actor;
  readonly subject: CaseSubjectType;
  readonly status: CaseStatus | null;
}

/**
 * Whether a step stands in machine 5: NOT_AUTHORISED by another than its rows name for the subject and the state,
 * ILLEGAL_TRANSITION from another state or for a subject that the act is never done to. Null when it may go on.
 */
export function judgeCaseStep({ act, by, subject, status }: CaseStep): Finding | null {
  const rows = transitionsOf(act, subject);
  const standing = rows.filter(({ from }) => (status === null ? from.length === 0 : from.includes(status)));
  if (standing.some((row) => row.by.includes(by))) return null;
  const [rule] = (standing[0] ?? rows[0] ?? caseTransitions.find((one) => one.act === act)!).guards;
  if (rows.length === 0 || (standing.length === 0 && rows.some((row) => row.by.includes(by)))) {
    const order = { rule, force: 'MUST', code: 'ILLEGAL_TRANSITION', clauses: caseActGrounds[act] } as const;
    return finding(order, 'FAIL', illegal(status, rows.length === 0), { act, subject, status });
  }
  const isForPersons = persons.includes(subject);
  const authority = {
    rule: isForPersons ? 'VIO-002' : 'VIO-001',
    force: 'MUST',
    code: 'NOT_AUTHORISED',
    clauses: isForPersons ? caseClauses.persons : caseClauses.authorities,
  } as const;
  return finding(authority, 'FAIL', '该步骤不由此角色办理', { act, by, subject });
}

function illegal(status: CaseStatus | null, isNever: boolean): string {
  if (isNever) return '该步骤不适用于此类处理对象';
  return status === null ? '案件尚未登记，不能办理此步骤' : `案件处于“${caseStatusLabels[status]}”，不能办理此步骤`;
}

/** 处理状态 in Chinese. */
export const caseStatusLabels: Readonly<Record<CaseStatus, string>> = {
  REGISTERED: '已登记',
  INVESTIGATING: '调查中',
  REFERRED_TO_CITY: '已报市级',
  DECIDED: '已决定',
  RECTIFYING: '整改中',
  EXECUTED: '已执行',
  CLOSED: '已结案',
  DISMISSED: '不予认定',
};
