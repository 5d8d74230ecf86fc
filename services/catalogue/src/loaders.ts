import type { NoticeNumber } from '@shanghai/kernel';
import { type Caller, type HistoryStart, historiesOf } from '@shanghai/platform';
import DataLoader from 'dataloader';
import type { Connection } from 'mongoose';
import { type StoredFinding, findFindingsOfNotices, findFindingsOfRows } from './finding/finding-store.js';
import { type StoredItem, findItemsById, findItemsOfEditions } from './item/item-store.js';
import { type EditionCounts, countEditions } from './item/edition-count-store.js';
import { type Found, type NameQuestion, findNames } from './item/find-names.js';
import { findRecommendationsById, visibleTo } from './recommendation/recommendation-store.js';
import type { StoredRecommendation } from './recommendation/recommendation.js';
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
  /** Those of the caller's scope. */
  readonly recommendation: DataLoader<string, StoredRecommendation | null>;
  /** The first entries of histories, so many of each. */
  readonly historyStart: (first: number) => DataLoader<string, HistoryStart>;
}

/** One set per request: each gathers what one tick asks for into one store query. */
export function createLoaders(store: Connection, caller: Caller): Loaders {
  const histories = new Map<number, DataLoader<string, HistoryStart>>();
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
    recommendation: new DataLoader(async (ids) => {
      const found = await findRecommendationsById(store, ids, visibleTo(caller));
      const byId = new Map(found.map((one) => [one._id, one]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    historyStart(first) {
      const known = histories.get(first);
      const loader = known ?? new DataLoader(async (aggregates) => startsOf(store, aggregates, first));
      histories.set(first, loader);
      return loader;
    },
  };
}

async function startsOf(store: Connection, aggregates: readonly string[], first: number): Promise<HistoryStart[]> {
  const starts = await historiesOf(store, aggregates, first);
  return aggregates.map((aggregate) => starts.get(aggregate)!);
}
