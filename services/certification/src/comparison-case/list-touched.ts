import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import type { TouchedCase } from './touched-case.js';
import {
  countTouched,
  findTouchedPage,
  newestTouchedFirst,
  touchedVisibleTo,
  touchedWhere,
} from './touched-case-store.js';

/** One page of cases that editions have touched; they are counted when the number is asked for. */
export type TouchedPage = Page<TouchedCase, () => Promise<number>>;

/** The cases in the caller's scope whose target an edition has changed while they were pending, the newest first. */
export async function listTouched(
  { store, caller }: Pick<Context, 'store' | 'caller'>,
  edition: string | null | undefined,
  page: PageArguments,
): Promise<TouchedPage> {
  const request = { page, order: newestTouchedFirst, filter: { list: 'touched-comparisons', edition } };
  const conditions = [touchedVisibleTo(caller), touchedWhere(edition)];
  const rows = await findTouchedPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countTouched(store, conditions));
}
