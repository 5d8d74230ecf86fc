import { type Caller, type HistoryStart, historiesOf } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import DataLoader from 'dataloader';
import type { ComparisonMapping } from './mapping/comparison-mapping.js';
import { certificatesVisibleTo, findCertificatesById } from './certificate/certificate-store.js';
import type { StoredCertificate } from './certificate/certificate.js';
import type { StoredComparison } from './comparison-case/comparison-case.js';
import { comparisonsVisibleTo, findComparisonsById } from './comparison-case/comparison-store.js';
import { findMappingsById, findMappingsByOccupation } from './mapping/mapping-store.js';

/** What one request reads in batches. */
export interface Loaders {
  /** By id; null where there is none in the caller's scope. */
  readonly certificate: DataLoader<string, StoredCertificate | null>;
  /** By id; null where there is none in the caller's scope. */
  readonly comparison: DataLoader<string, StoredComparison | null>;
  /** The first entries of histories, so many of each. */
  readonly historyStart: (first: number) => DataLoader<string, HistoryStart>;
  /** By id; null where there is none. */
  readonly mapping: DataLoader<string, ComparisonMapping | null>;
  /** By the compared form of an occupation's full name: the mappings of all days, in the order of the annexes. */
  readonly mappingsOfOccupation: DataLoader<string, readonly ComparisonMapping[]>;
}

/** One set per request: a loader's cache must not outlive it. */
export function createLoaders(connection: Connection, caller: Pick<Caller, 'scopes'>): Loaders {
  const histories = new Map<number, DataLoader<string, HistoryStart>>();
  return {
    comparison: new DataLoader(async (ids) => {
      const rows = await findComparisonsById(connection, ids, comparisonsVisibleTo(caller));
      const found = new Map(rows.map((row) => [row._id, row]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    historyStart(first) {
      const loader = histories.get(first) ?? new DataLoader(async (of) => startsOf(connection, of, first));
      histories.set(first, loader);
      return loader;
    },
    certificate: new DataLoader(async (ids) => {
      const rows = await findCertificatesById(connection, ids, certificatesVisibleTo(caller));
      const found = new Map(rows.map((row) => [row._id, row]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    mapping: new DataLoader(async (ids) => {
      const found = new Map((await findMappingsById(connection, ids)).map((mapping) => [mapping._id, mapping]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    mappingsOfOccupation: new DataLoader(async (keys) => {
      const found = await findMappingsByOccupation(connection, keys);
      return keys.map((key) => found.filter(({ occupationKey }) => occupationKey === key));
    }),
  };
}

async function startsOf(store: Connection, aggregates: readonly string[], first: number): Promise<HistoryStart[]> {
  const starts = await historiesOf(store, aggregates, first);
  return aggregates.map((aggregate) => starts.get(aggregate)!);
}
