import { type ItemKind, type SkillLevelId, nameKey, skillLevels } from '@shanghai/kernel';
import { type Order, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import { type StoredItem, type WantedEdition, countItems, findItemPage, itemsWhere } from './item-store.js';

/** What a client asks of the items of an edition. */
export interface ItemSearch extends PageArguments {
  readonly text?: string | null;
  readonly codePrefix?: string | null;
  readonly level?: SkillLevelId | null;
  readonly kind?: ItemKind | null;
}

/** One page of items; counting them all is a query of its own, made when asked for. */
export type ItemPage = Page<StoredItem, () => Promise<number>>;

const byRow: Order<StoredItem> = [{ field: 'row', direction: 'asc', of: ({ row }) => row }];

/** The items of one edition in the order of its rows. A level that no catalogue prints finds nothing, nor does an edition that there is not. */
export async function searchItems({ store }: Context, wanted: WantedEdition, search: ItemSearch): Promise<ItemPage> {
  const { first, after, text, codePrefix, level, kind } = search;
  const number = level == null ? undefined : skillLevels.find(({ id }) => id === level)?.number;
  if (number === null) return noItems();
  const filter = itemsWhere(wanted, {
    ...(text != null && { text: nameKey(text) }),
    ...(codePrefix != null && { codePrefix }),
    ...(number !== undefined && { level: number }),
    ...(kind != null && { kind }),
  });
  const request = { page: { first, after }, order: byRow, filter: { ...wanted, text, codePrefix, level, kind } };
  const { where, sort, limit } = pageQuery(request);
  const rows = await findItemPage(store, { where: { $and: [filter, where] }, sort, limit });
  return pageOf(request, rows, async () => countItems(store, filter));
}

function noItems(): ItemPage {
  return pageOf({ page: {}, order: byRow, filter: null }, [], async () => 0);
}
