import {
  type Clock,
  type Import,
  type ImportFinding,
  type PrepareReport,
  importLine,
  importOnce,
} from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type ComparisonCatalogue, comparisonCatalogues } from './comparison-catalogues.js';
import { createMappingIndexes, replaceMappings } from './mapping-store.js';
import { createPublishedMappings } from './published-mappings-store.js';
import { publishMappings } from './publish-mappings.js';
import { type ReadMapping, readComparisonAnnex } from './read-annex.js';

/** Raised with every change of what is stored of a row. */
const LOADER = 1;

const ownData = new URL('../../data/', import.meta.url);

/**
 * Loads the comparison catalogues; other services are told of them when they have changed. A faulty file is refused whole and
 * leaves the other and older rows alone.
 */
export async function loadMappings(store: Connection, clock: Clock, data: URL = ownData): Promise<PrepareReport> {
  await Promise.all([createMappingIndexes(store), createPublishedMappings(store)]);
  const lines: string[] = [];
  for (const catalogue of comparisonCatalogues)
    lines.push(importLine(await importOnce(store, importOf(store, catalogue, data), clock)));
  await publishMappings(store, clock.now());
  return { lines };
}

function importOf(connection: Connection, catalogue: ComparisonCatalogue, data: URL): Import<ReadMapping> {
  const { notice, item: annex } = catalogue.title;
  return {
    loader: LOADER,
    read: () => readComparisonAnnex(catalogue, data),
    store: async (rows, session) => {
      const mappings = rows.map(({ mapping }) => mapping);
      await replaceMappings(connection, { notice, annex }, mappings, session);
      return { rowsKept: mappings.length, findings: findingsOf(rows) };
    },
  };
}

function findingsOf(rows: readonly ReadMapping[]): ImportFinding[] {
  const kinds = [...new Set(rows.flatMap(({ irregularities }) => irregularities))].sort();
  return kinds.map((kind) => ({
    kind,
    rows: rows.flatMap(({ mapping, irregularities }) => (irregularities.includes(kind) ? mapping.row : [])),
  }));
}
