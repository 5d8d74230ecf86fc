import { type Day, type Finding, clause, finding } from '@shanghai/kernel';
import type { SubmittedItem } from './application.js';
import { findAgencyCap } from '../item/coverage-rules.js';

/** 一般: what generally holds can be excepted from, by the Centre and with a reason (AGY-010). */
export const permitRule = {
  rule: 'AGY-010',
  force: 'MUST',
  code: 'NOT_IN_ROUND_SCOPE',
  clauses: [clause('沪人社职〔2025〕76号', '二（二）', '社评组织一般不超过3家')],
} as const;

/** Whether there is something to except from: a cap on that day, and an item of the application that it is on. */
export function judgePermit(item: Pick<SubmittedItem, 'itemId'> | null, on: Day): readonly Finding[] {
  if (findAgencyCap(on) === null)
    return [finding({ ...permitRule, code: 'ILLEGAL_TRANSITION' }, 'FAIL', '当日无家数限制，无需准予')];
  if (!item) return [finding(permitRule, 'FAIL', '申报项目中没有该项目，或不在当日项目范围内', {}, ['itemName'])];
  return [finding(permitRule, 'PASS', '准予超出一般家数', { itemId: item.itemId }, ['itemName'])];
}
