import { type Clause, clause } from '@shanghai/kernel';
import type { ListedItem } from '../application/submission-facts.js';

/** 动态调整: what an edition leaves out is told and ends by nothing of that (CAT-002, CAT-011, FIL-006). */
export const catalogueDifference: { readonly rule: 'CAT-002'; readonly clauses: readonly Clause[] } = {
  rule: 'CAT-002',
  clauses: [
    clause(
      '沪人社职〔2025〕76号',
      '附件2 注',
      '职业编码、职业（工种）名称、等级将根据现行《中华人民共和国职业分类大典》动态调整',
    ),
  ],
};

/**
 * The ids under which agencies may be filed for items that an edition no longer lists, of those that the edition of the same
 * kind before it listed: an item that another succeeds is still listed.
 */
export function droppedItemIds(before: readonly ListedItem[], after: readonly ListedItem[]): readonly string[] {
  const listed = new Set(after.flatMap(({ itemId, lineageIds }) => [itemId, ...lineageIds]));
  const dropped = before.filter(({ itemId, lineageIds }) => ![itemId, ...lineageIds].some((id) => listed.has(id)));
  return [...new Set(dropped.flatMap(({ itemId, lineageIds }) => [itemId, ...lineageIds]))];
}
