import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import { type CaseFilter, casesVisibleTo, casesWhere, countCases, findCasePage, newestFirst } from './case-store.js';
import type { StoredCase } from './violation-case.js';

/** One page of cases; they are counted when the number is asked for. */
export type CasePage = Page<StoredCase, () => Promise<number>>;

/** The cases in the caller's scope, the newest first. */
export async function listCases(
  { store, caller }: Pick<Context, 'store' | 'caller'>,
  filter: CaseFilter,
  page: PageArguments,
): Promise<CasePage> {
  const request = { page, order: newestFirst, filter: { list: 'cases', ...filter } };
  const conditions = [casesVisibleTo(caller), casesWhere(filter)];
  const rows = await findCasePage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countCases(store, conditions));
}
