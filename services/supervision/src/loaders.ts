import { type Caller, type HistoryStart, historiesOf } from '@shanghai/platform';
import DataLoader from 'dataloader';
import type { Connection } from 'mongoose';
import { drawsVisibleTo, findDrawsById } from './draw/draw-store.js';
import type { StoredDraw } from './draw/random-draw.js';
import { findInspectionsById, findLastInspections, inspectionsVisibleTo } from './inspection/inspection-store.js';
import type { StoredInspection } from './inspection/inspection.js';

/** One set per request: a cache must not outlive the caller who is allowed to see the rows. */
export interface Loaders {
  /** Those of the caller's scope. */
  readonly inspection: DataLoader<string, StoredInspection | null>;
  /** Of each agency the one that was finished last, of those of the caller's scope. */
  readonly lastInspection: DataLoader<string, StoredInspection | null>;
  /** Those of the caller's scope. */
  readonly draw: DataLoader<string, StoredDraw | null>;
  /** The first entries of histories, so many of each. */
  readonly historyStart: (first: number) => DataLoader<string, HistoryStart>;
}

export function createLoaders(store: Connection, caller: Caller): Loaders {
  const histories = new Map<number, DataLoader<string, HistoryStart>>();
  return {
    inspection: new DataLoader(async (ids) =>
      inOrder(ids, await findInspectionsById(store, ids, inspectionsVisibleTo(caller)), ({ _id }) => _id),
    ),
    lastInspection: new DataLoader(async (ids) =>
      inOrder(ids, await findLastInspections(store, ids, inspectionsVisibleTo(caller)), ({ agencyId }) => agencyId),
    ),
    draw: new DataLoader(async (ids) =>
      inOrder(ids, await findDrawsById(store, ids, drawsVisibleTo(caller)), ({ _id }) => _id),
    ),
    historyStart(first) {
      const known = histories.get(first);
      const loader = known ?? new DataLoader(async (aggregates) => startsOf(store, aggregates, first));
      histories.set(first, loader);
      return loader;
    },
  };
}

function inOrder<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string | null,
): readonly (Row | null)[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function startsOf(store: Connection, aggregates: readonly string[], first: number): Promise<HistoryStart[]> {
  const starts = await historiesOf(store, aggregates, first);
  return aggregates.map((aggregate) => starts.get(aggregate)!);
}
