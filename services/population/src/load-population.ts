import { createHash } from 'node:crypto';
import {
  findSyntheticLoad,
  recordSyntheticLoad,
  removeSyntheticAgencies,
  storeSyntheticAgencies,
  tellLoaded,
} from '@shanghai/agencies';
import { type CatalogueRow, catalogueRowsOf } from '@shanghai/catalogue';
import { startOfDay } from '@shanghai/kernel';
import { type Clock, type Logger, type PrepareReport, type Sealer, connectMongo } from '@shanghai/platform';
import { setTimeout } from 'node:timers/promises';
import { certificateSlots } from './invented-certificates.js';
import { loadCertificates, removeCertificates } from './load-certificates.js';
import { GENERATOR_VERSION, generatePopulation } from './generate-population.js';
import type { CatalogueRows } from './invented-items.js';
import { inventedFor } from './invented-life.js';
import { haveListsArrived, makeApplications } from './make-applications.js';
import { makeRecommendations } from './make-recommendations.js';
import { settleSupervision } from './supervision/settle-supervision.js';
import { type PopulationSize, certificateCounts, populationSizes } from './population-size.js';

/** Where invented data goes. */
export interface PopulationTarget {
  readonly mongoUri: string;
  readonly log: Logger;
  /** The database of the agencies; tests that share a server choose their own. */
  readonly database?: string;
  /** The database of the catalogue. */
  readonly catalogueDatabase?: string;
  /** The database of supervision. */
  readonly supervisionDatabase?: string;
  /** The database of certification. */
  readonly certificationDatabase?: string;
  /** How many certificates are invented; as many as the size has when absent. */
  readonly certificates?: number | undefined;
  /** Seals who is named in what is invented by acts; without one nothing is. */
  readonly sealer?: Sealer;
  /** How long what one service tells may need to reach another, in milliseconds; no time when absent. */
  readonly patienceMs?: number;
}

/** The size that has invented applications too. */
const WITH_APPLICATIONS: PopulationSize = 'S';
const A_MOMENT_MS = 100;
const EDITIONS = ['2024-01', '2024-08', '2025-03'];

/**
 * Puts the invented agencies of a size into the store, and nothing when they are there already. Those of another size are
 * removed first; real agencies are left alone. A load that was cut short is done anew the next time.
 * @throws StartupError when the store cannot be reached
 */
export async function loadPopulation({
  size,
  clock,
  ...target
}: PopulationTarget & { readonly size: PopulationSize; readonly clock: Clock }): Promise<PrepareReport> {
  const catalogue = await readCatalogue();
  if (!catalogue) return { lines: ['population: kept as it is, since a data file of the catalogue is faulty'] };
  return withStore(target, async (store) => {
    const mark = markOf(size, catalogue);
    const counts = { agencies: 0, filedItems: 0 };
    const known = await findSyntheticLoad(store);
    const isLoaded = known?.mark === mark;
    if (!isLoaded) await removeSyntheticAgencies(store);
    // Before the agencies, which are not bound by the cap of an item and would leave no place (AGY-010).
    const lines = size === WITH_APPLICATIONS ? await settleApplications(store, { ...target, clock, catalogue }) : [];
    if (isLoaded) {
      const kept = await settleCertificates(target, { size, mark, catalogue });
      return { lines: [lineOf(size, known, ' (unchanged)'), ...lines, ...kept] };
    }
    for (const batch of generatePopulation({ counts: populationSizes[size], catalogue })) {
      await storeSyntheticAgencies(store, batch);
      counts.agencies += batch.agencies.length;
      counts.filedItems += batch.filedItems.length;
    }
    await recordSyntheticLoad(store, { ...counts, mark, loadedAt: clock.now() });
    // Now, and not when the clock looks next: whoever opens the graph asks supervision about them, too.
    await tellLoaded(store, clock.now());
    const certificates = await settleCertificates(target, { size, mark, catalogue });
    return { lines: [lineOf(size, counts, ''), ...lines, ...certificates] };
  });
}

/** Brings the invented certificates to as many as there are to be, once there is something to seal them with. */
async function settleCertificates(
  { sealer, certificates, certificationDatabase = 'certification', ...target }: PopulationTarget,
  {
    size,
    mark,
    catalogue,
  }: { readonly size: PopulationSize; readonly mark: string; readonly catalogue: CatalogueRows },
): Promise<readonly string[]> {
  if (!sealer) return [];
  const row = {
    count: certificates ?? certificateCounts[size],
    basis: mark,
    slotsOf: () => [...generatePopulation({ counts: populationSizes[size], catalogue })].flatMap(certificateSlots),
  };
  return withStore({ ...target, database: certificationDatabase }, async (store) => [
    await loadCertificates({ store, sealer }, row),
  ]);
}

/**
 * Makes what is invented of supervision for the invented agencies that are there, as far as it is missing; it ends on the day that
 * all is invented for. It takes some seconds of acts, and `signal` ends it between two of what is made.
 */
export async function superviseInvented({
  sealer,
  patienceMs = 0,
  clock,
  signal,
  supervisionDatabase = 'supervision',
  ...target
}: PopulationTarget & { readonly clock: Clock; readonly signal?: AbortSignal }): Promise<PrepareReport> {
  if (!sealer || clock.now() < startOfDay(inventedFor)) return { lines: [] };
  const loaded = await withStore(target, findSyntheticLoad);
  if (!loaded) return { lines: [] };
  const size = sizeOf(loaded.mark);
  return withStore({ ...target, database: supervisionDatabase }, async (store) => {
    const lines = await settleSupervision({ store, sealer, size, patienceMs, ...(signal && { signal }) });
    if (lines.length > 0 || signal?.aborted) return { lines };
    return { lines: [`population ${size}: draws, inspections, cases and assessments of 16 districts`] };
  });
}

/**
 * Makes the invented applications and recommendations, once the lists they are judged by are there; they end on the day all is
 * invented for.
 */
async function settleApplications(
  store: Store,
  {
    sealer,
    patienceMs = 0,
    clock,
    catalogue,
    ...target
  }: PopulationTarget & { readonly clock: Clock; readonly catalogue: CatalogueRows },
): Promise<readonly string[]> {
  if (!sealer || clock.now() < startOfDay(inventedFor)) return [];
  for (let waited = 0; !(await haveListsArrived(store)); waited += A_MOMENT_MS) {
    if (waited >= patienceMs)
      return ['population: no invented applications, since the catalogue has not told the agencies of its lists'];
    await setTimeout(A_MOMENT_MS);
  }
  const { catalogueDatabase = 'catalogue' } = target;
  return [
    ...(await makeApplications({ store, sealer, catalogue })),
    ...(await withStore({ ...target, database: catalogueDatabase }, async (lists) =>
      makeRecommendations({ store: lists, sealer }),
    )),
  ];
}

/** What a start does about invented agencies: a size, none, or what is there already and the small one where nothing is. */
export type PopulationChoice = PopulationSize | 'none' | 'as it is';

/**
 * Brings the store to what was chosen.
 * @throws StartupError when the store cannot be reached
 */
export async function settlePopulation({
  choice,
  clock,
  ...target
}: PopulationTarget & { readonly choice: PopulationChoice; readonly clock: Clock }): Promise<PrepareReport> {
  if (choice === 'none') return removePopulation(target);
  if (choice !== 'as it is') return loadPopulation({ ...target, size: choice, clock });
  const known = await withStore(target, findSyntheticLoad);
  return loadPopulation({ ...target, size: known ? sizeOf(known.mark) : 'S', clock });
}

/** Takes every invented agency out of the store; real ones are left alone. */
export async function removePopulation(target: PopulationTarget): Promise<PrepareReport> {
  return withStore(target, async (store) => {
    await removeSyntheticAgencies(store);
    const { certificationDatabase = 'certification' } = target;
    await withStore({ ...target, database: certificationDatabase }, async (certificates) =>
      removeCertificates({ store: certificates }),
    );
    return { lines: ['population: no invented agencies'] };
  });
}

type Store = Parameters<typeof findSyntheticLoad>[0];

async function withStore<T>(
  { mongoUri: uri, log, database = 'agencies' }: PopulationTarget,
  run: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await connectMongo({ uri, database, log });
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

/** The catalogue as its data files print it; null when one of them is faulty. */
async function readCatalogue(): Promise<CatalogueRows | null> {
  const editions = await Promise.all(
    EDITIONS.map(async (edition) => [edition, await catalogueRowsOf(edition)] as const),
  );
  const readable = editions.filter((one): one is [string, readonly CatalogueRow[]] => one[1] !== null);
  return readable.length === editions.length ? new Map(readable) : null;
}

/** Everything that the invented agencies depend on, in short. */
function markOf(size: PopulationSize, catalogue: CatalogueRows): string {
  const basis = JSON.stringify([GENERATOR_VERSION, populationSizes[size], [...catalogue]]);
  return `${size} ${createHash('sha256').update(basis).digest('hex')}`;
}

/** The size that a mark names; a mark of another version may name none that is known. */
function sizeOf(mark: string): PopulationSize {
  const [size] = mark.split(' ');
  return size !== undefined && size in populationSizes ? (size as PopulationSize) : 'S';
}

function lineOf(size: PopulationSize, counts: { agencies: number; filedItems: number }, remark: string): string {
  return `population ${size}: ${counts.agencies} invented agencies with ${counts.filedItems} filed items${remark}`;
}
