import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import type { StoredComparison } from './comparison-case.js';
import {
  type ComparisonFilter,
  comparisonsVisibleTo,
  comparisonsWhere,
  countComparisons,
  findComparisonPage,
  newestComparisonsFirst,
} from './comparison-store.js';

/** One page of cases; they are counted when the number is asked for. */
export type ComparisonPage = Page<StoredComparison, () => Promise<number>>;

/** The cases in the caller's scope, the newest first. */
export async function listComparisons(
  { store, caller }: Pick<Context, 'store' | 'caller'>,
  filter: ComparisonFilter,
  page: PageArguments,
): Promise<ComparisonPage> {
  const request = { page, order: newestComparisonsFirst, filter: { list: 'comparisons', ...filter } };
  const conditions = [comparisonsVisibleTo(caller), comparisonsWhere(filter)];
  const rows = await findComparisonPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countComparisons(store, conditions));
}
