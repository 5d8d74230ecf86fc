import { recordSyntheticLoad, storeSyntheticAgencies, tellLoaded } from '@shanghai/agencies';
import { catalogueRowsOf } from '@shanghai/catalogue';
import { testSealer } from '@shanghai/platform/testing';
import { type PopulationSize, generatePopulation, makeSupervision, populationSizes } from '@shanghai/population';
import type { Graph } from './graph.js';

/** Ids of invented agencies and items, by which others are asked for. */
export interface Invented {
  /** The last agency that has an item of a catalogue, with that item. */
  readonly agencyId: string;
  readonly itemId: string;
  readonly filedItemId: string;
}

/** Puts the invented agencies of a size into a graph, with what is invented of their supervision, and passes on all that follows. */
export async function inventAgencies(graph: Graph, size: PopulationSize): Promise<Invented> {
  const editions = ['2024-01', '2025-03'];
  const rows = await Promise.all(editions.map(async (id) => [id, (await catalogueRowsOf(id))!] as const));
  const store = graph.subgraph('agencies').connection;
  const known = new Set<string>();
  let last: Invented = { agencyId: '', itemId: '', filedItemId: '' };
  for (const batch of generatePopulation({ counts: populationSizes[size], catalogue: new Map(rows) })) {
    await storeSyntheticAgencies(store, batch);
    for (const { _id } of batch.agencies) known.add(_id);
    for (const { _id: filedItemId, agencyId, itemId } of batch.filedItems)
      if (itemId !== null) last = { agencyId, itemId, filedItemId };
  }
  const load = { mark: size, agencies: known.size, filedItems: populationSizes[size].filedItems };
  await recordSyntheticLoad(store, { ...load, loadedAt: graph.clock.now() });
  await tellLoaded(store, graph.clock.now());
  await graph.settle();
  const { connection } = graph.subgraph('supervision');
  const refused = await makeSupervision({ store: connection, sealer: testSealer, size, known });
  if (refused.length > 0) throw new Error(refused.join('\n'));
  await graph.settle();
  await graph.tick();
  await graph.settle();
  return last;
}
