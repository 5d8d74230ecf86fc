import { type Day, type Finding, finding } from '@shanghai/kernel';
import type { Application } from './application.js';
import { receiptRuleOf } from './publicity-rules.js';

/** Whether an objection can be decided (AGY-024, CMP-011): OBJECTION_UNKNOWN, OBJECTION_ALREADY_DECIDED. */
export function judgeObjectionDecision(
  { objections, route }: Pick<Application, 'objections' | 'route'>,
  no: number,
  on: Day,
): Finding {
  const rule = receiptRuleOf(route, on);
  const path = ['objectionNo'];
  const objection = objections.find((one) => one.no === no);
  if (!objection) return finding({ ...rule, code: 'OBJECTION_UNKNOWN' }, 'FAIL', '没有该编号的异议', { no }, path);
  if (objection.status !== 'OPEN')
    return finding({ ...rule, code: 'OBJECTION_ALREADY_DECIDED' }, 'FAIL', '该异议已经处理', { no }, path);
  return finding(rule, 'PASS', '异议尚未处理', { no }, path);
}
