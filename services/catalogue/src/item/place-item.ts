import type { Context } from '../context.js';
import type { Edition } from '../edition/editions.js';
import { type Place, placeOf } from './item-place-rules.js';
import type { StoredItem } from './item-store.js';

/** Where an item is found in a catalogue. Any number of items asked for in one tick is two store queries. */
export async function placeItem({ loaders }: Context, item: StoredItem, edition: Edition | null): Promise<Place> {
  if (!edition) return placeOf(item, edition, [], []);
  const [lineage, successions] = await Promise.all([
    loaders.itemById.loadMany(item.lineageIds),
    loaders.successionsOfItem.load(item._id),
  ]);
  const relatives = lineage.filter(
    (one): one is StoredItem => one !== null && !(one instanceof Error) && one.edition === edition.id,
  );
  return placeOf(item, edition, relatives, successions);
}
