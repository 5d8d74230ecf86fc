import { type Clause, clause } from '@shanghai/kernel';
import { badUserInput } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { findItemsOfEditions } from '../item/item-store.js';
import { findSuccessionsBetween } from '../succession/succession-store.js';
import { type DiffEntry, diffEditions } from './edition-diff-rules.js';
import { type Edition, findEdition } from './editions.js';

/** Two editions, and what changed from one to the other. */
export interface Comparison {
  readonly from: Edition;
  readonly to: Edition;
  readonly entries: readonly DiffEntry[];
}

/** What a diff does not mean (CAT-011, FIL-006). */
export const diffAdvice: { readonly message: string; readonly clauses: readonly Clause[] } = {
  message:
    '目录未列入或者等级减少，本身不终止任何备案：只有备案机关依据文件作出的处理才会终止备案项目。受影响的机构和项目仅供参考。',
  clauses: [
    clause('沪人社职〔2024〕120号', '三（四）3', '因国家职业分类调整等原因导致原备案职业（工种）不可开展评价'),
    clause('沪人社职〔2024〕120号', '一', '国家公布的可备案职业(工种)、等级范围内'),
  ],
};

/**
 * Compares two editions; null when one of them is unknown.
 * @throws GraphQLError BAD_USER_INPUT when `from` is the later one: successions lead forwards only
 */
export async function compareEditions(
  { store, editions }: { readonly store: Connection; readonly editions: readonly Edition[] },
  fromId: string,
  toId: string,
): Promise<Comparison | null> {
  const [from, to] = [findEdition(editions, fromId), findEdition(editions, toId)];
  if (!from || !to) return null;
  if (from.effectiveOn > to.effectiveOn)
    throw badUserInput(`${fromId} is later than ${toId}: compare from the earlier edition to the later one`, {
      argument: 'from',
      value: fromId,
    });
  const [items, successions] = await Promise.all([
    findItemsOfEditions(store, [from.id, to.id]),
    findSuccessionsBetween(store, from.id, to.id),
  ]);
  const itemsOf = (edition: Edition) => items.filter((item) => item.edition === edition.id);
  return { from, to, entries: diffEditions(itemsOf(from), itemsOf(to), successions) };
}
