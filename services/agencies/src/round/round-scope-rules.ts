import { type Finding, clause, finding } from '@shanghai/kernel';
import type { ListedItem } from '../application/submission-facts.js';

/** 项目范围 of a round (CAT-012): items of the catalogue in force. */
export const roundScopeRule = {
  rule: 'CAT-012',
  force: 'MUST',
  code: 'NOT_IN_CATALOGUE',
  clauses: [clause('沪人社职〔2025〕76号', '二（二）', '届时以发布征集的评价项目范围为准')],
} as const;

/** Whether a round can offer some items; all of the edition when no ids are given. */
export function judgeRoundScope(
  ids: readonly string[] | null,
  known: readonly ListedItem[] | null,
  edition: string,
): readonly Finding[] {
  if (ids === null) return [];
  const found = new Set((known ?? []).filter((item) => item.edition === edition).map(({ itemId }) => itemId));
  if (ids.length === 0) return [finding(roundScopeRule, 'FAIL', '项目范围不能为空', {}, ['scopeItemIds'])];
  return ids.flatMap((id, at) =>
    found.has(id)
      ? []
      : [finding(roundScopeRule, 'FAIL', `不是${edition}目录的项目`, { itemId: id }, ['scopeItemIds', `${at}`])],
  );
}
