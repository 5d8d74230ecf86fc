import type { Day } from '@shanghai/kernel';
import type { Context } from '../context.js';
import { catalogueOn } from '../edition/editions.js';
import { type Place, placeOf } from './item-place-rules.js';
import { type StoredItem, isInForce } from './item-store.js';

/**
 * Where an item is found in the catalogue of a day. Any number of items asked for in one tick is two store queries, and a third
 * when one of them is found nowhere.
 */
export async function placeItem({ loaders, editions }: Context, item: StoredItem, on: Day): Promise<Place> {
  const [lineage, successions] = await Promise.all([
    loaders.itemById.loadMany(item.lineageIds),
    loaders.successionsOfItem.load(item._id),
  ]);
  const relatives = lineage.filter(
    (one): one is StoredItem => one !== null && !(one instanceof Error) && isInForce(one, on),
  );
  const [first] = relatives;
  const edition = first ? { id: first.edition } : catalogueOn(await editions(), on);
  return placeOf(item, edition, relatives, successions);
}
