import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import {
  type RestrictionFilter,
  countRestrictions,
  findRestrictionPage,
  newestFirst,
  restrictionsVisibleTo,
  restrictionsWhere,
} from './restriction-store.js';
import type { StoredRestriction } from './restriction.js';

/** One page of restrictions; they are counted when the number is asked for. */
export type RestrictionPage = Page<StoredRestriction, () => Promise<number>>;

/** The restrictions in the caller's scope, the newest first. */
export async function listRestrictions(
  { store, caller }: Pick<Context, 'store' | 'caller'>,
  filter: RestrictionFilter,
  page: PageArguments,
): Promise<RestrictionPage> {
  const request = { page, order: newestFirst, filter: { list: 'restrictions', ...filter } };
  const conditions = [restrictionsVisibleTo(caller), restrictionsWhere(filter)];
  const rows = await findRestrictionPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countRestrictions(store, conditions));
}
