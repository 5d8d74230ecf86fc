import { type Day, type Finding, judgeObjectionDecision } from '@shanghai/kernel';
import type { Application } from './application.js';
import { receiptRuleOf } from './publicity-rules.js';

/** Whether an objection to an application can be decided (AGY-024, CMP-011): OBJECTION_UNKNOWN, OBJECTION_ALREADY_DECIDED. */
export function judgeDecisionOn(
  { objections, route }: Pick<Application, 'objections' | 'route'>,
  no: number,
  on: Day,
): Finding {
  return judgeObjectionDecision(receiptRuleOf(route, on), objections, no);
}
