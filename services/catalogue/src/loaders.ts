import type { NoticeNumber } from '@shanghai/kernel';
import DataLoader from 'dataloader';
import type { Connection } from 'mongoose';
import { type StoredFinding, findFindingsOfNotices, findFindingsOfRows } from './finding/finding-store.js';
import {
  type EditionCounts,
  type StoredItem,
  countEditions,
  findItemsById,
  findItemsOfEditions,
} from './item/item-store.js';
import { type Found, type NameQuestion, findNames } from './item/find-names.js';
import { type StoredSuccession, findSuccessionsOf } from './succession/succession-store.js';

export interface Loaders {
  readonly itemById: DataLoader<string, StoredItem | null>;
  readonly itemsOfEdition: DataLoader<string, StoredItem[]>;
  /** Keys: `NameQuestion` as JSON. */
  readonly itemsByName: DataLoader<string, Found>;
  readonly countsOfEdition: DataLoader<string, EditionCounts>;
  readonly findingsOfRow: DataLoader<string, StoredFinding[]>;
  readonly findingsOfNotice: DataLoader<NoticeNumber, StoredFinding[]>;
  readonly successionsOfItem: DataLoader<string, StoredSuccession[]>;
}

/** One set per request: each gathers what one tick asks for into one store query. */
export function createLoaders(store: Connection): Loaders {
  return {
    itemById: new DataLoader(async (ids) => {
      const items = new Map((await findItemsById(store, ids)).map((item) => [item._id, item]));
      return ids.map((id) => items.get(id) ?? null);
    }),
    itemsOfEdition: new DataLoader(async (ids) => {
      const items = await findItemsOfEditions(store, ids);
      return ids.map((id) => items.filter(({ edition }) => edition === id));
    }),
    itemsByName: new DataLoader(async (keys) =>
      findNames(
        store,
        keys.map((key) => JSON.parse(key) as NameQuestion),
      ),
    ),
    countsOfEdition: new DataLoader(async (ids) => {
      const counts = await countEditions(store);
      return ids.map(
        (id) =>
          counts.find(({ edition }) => edition === id) ?? { edition: id, rowCount: 0, itemCount: 0, codeCount: 0 },
      );
    }),
    findingsOfRow: new DataLoader(async (rowIds) => {
      const findings = await findFindingsOfRows(store, rowIds);
      return rowIds.map((rowId) => findings.filter((finding) => finding.rowIds.includes(rowId)));
    }),
    findingsOfNotice: new DataLoader(async (notices) => {
      const findings = await findFindingsOfNotices(store, notices);
      return notices.map((notice) => findings.filter((finding) => finding.notices.includes(notice)));
    }),
    successionsOfItem: new DataLoader(async (itemIds) => {
      const successions = await findSuccessionsOf(store, itemIds);
      return itemIds.map((itemId) => successions.filter((succession) => succession.itemIds.includes(itemId)));
    }),
  };
}
