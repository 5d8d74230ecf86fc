import { type Day, dayAt } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import type { ListedItem } from '../application/submission-facts.js';
import { findFilingsById } from '../filing/filing-store.js';
import { findHoldersOfItems } from '../item/filed-item-store.js';
import { type CatalogueDifference, storeDifferences } from './catalogue-difference-store.js';
import { droppedItemIds } from './dropped-items-rules.js';
import type { ArrivedEdition } from './edition-in-force-rules.js';
import { findEditionBefore, findItemsOfEdition } from './listed-item-store.js';

/** An edition as it arrives, and the one it was made from, where the catalogue says which. */
export interface Arrival extends ArrivedEdition {
  readonly previous?: string | null;
  readonly items: readonly ListedItem[];
  readonly at: Date;
}

/**
 * Tells exactly the filings that hold an item which the edition before listed and this one does not. Nothing of them changes.
 * An edition that arrives again tells nobody twice.
 */
export async function tellDifferences(store: Connection, arrival: Arrival, session: ClientSession): Promise<void> {
  const previous = arrival.previous ?? (await findEditionBefore(store, arrival, session));
  if (previous === null) return;
  const dropped = droppedItemIds(await findItemsOfEdition(store, previous, session), arrival.items);
  if (dropped.length === 0) return;
  const since = dayAt(arrival.at);
  const holders = await findHoldersOfItems(store, dropped, laterOf(since, arrival.effectiveOn), session);
  const filings = await findFilingsById(store, [...new Set(holders.map(({ filingId }) => filingId))], session);
  const authorities = new Map(filings.map(({ _id, authority }) => [_id, authority]));
  const differences = holders.map(({ _id, filingId }): CatalogueDifference => {
    const { body, district } = authorities.get(filingId) ?? { body: 'CENTRE', district: null };
    return {
      ...{ _id: `${arrival.edition}/${_id}`, edition: arrival.edition, since, filingId, filedItemId: _id },
      ...{ body, district },
    };
  });
  await storeDifferences(store, differences, session);
}

function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}
