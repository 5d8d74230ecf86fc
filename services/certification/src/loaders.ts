import type { Caller } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import DataLoader from 'dataloader';
import type { ComparisonMapping } from './mapping/comparison-mapping.js';
import { certificatesVisibleTo, findCertificatesById } from './certificate/certificate-store.js';
import type { StoredCertificate } from './certificate/certificate.js';
import { findMappingsById, findMappingsByOccupation } from './mapping/mapping-store.js';

/** What one request reads in batches. */
export interface Loaders {
  /** By id; null where there is none in the caller's scope. */
  readonly certificate: DataLoader<string, StoredCertificate | null>;
  /** By id; null where there is none. */
  readonly mapping: DataLoader<string, ComparisonMapping | null>;
  /** By the compared form of an occupation's full name: the mappings of all days, in the order of the annexes. */
  readonly mappingsOfOccupation: DataLoader<string, readonly ComparisonMapping[]>;
}

/** One set per request: a loader's cache must not outlive it. */
export function createLoaders(connection: Connection, caller: Pick<Caller, 'scopes'>): Loaders {
  return {
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
