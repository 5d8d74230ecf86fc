import { type Finding, finding } from '@shanghai/kernel';
import { caseClauses } from './case-ground-rules.js';
import type { CaseSubjectType } from './violation-case.js';

/** Whom VIO-006 restricts: agencies, staff and candidates. */
export const restrictable: readonly CaseSubjectType[] = ['AGENCY', 'STAFF', 'CANDIDATE'];

/** RESTRICTION_NOT_FOR_SUBJECT: group bodies are not among those that are restricted (VIO-006). */
export function judgeOutcome(subject: CaseSubjectType, restrictions: number): Finding {
  const rule = {
    rule: 'VIO-006',
    force: 'MUST',
    code: 'RESTRICTION_NOT_FOR_SUBJECT',
    clauses: caseClauses.restriction,
  } as const;
  if (restrictions === 0) return finding(rule, 'NOT_APPLICABLE', '未作限制');
  return restrictable.includes(subject)
    ? finding(rule, 'PASS', '可以限制', { subject })
    : finding(rule, 'FAIL', '此类处理对象不在限制之列', { subject }, ['restrictions']);
}
