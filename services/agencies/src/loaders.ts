import type { Day } from '@shanghai/kernel';
import DataLoader from 'dataloader';
import { type Caller, type HistoryStart, historiesOf } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { Agency } from './agency/agency.js';
import { findAgenciesById } from './agency/agency-store.js';
import type { StoredApplication } from './application/application.js';
import { findApplicationsById, lookedUpBy } from './application/application-store.js';
import type { Filing } from './filing/filing.js';
import { findFilingsById, findFilingsOfAgencies } from './filing/filing-store.js';
import type { RegisterPeriod } from './public-register/register-period-rules.js';
import { findPeriodsOfFilings } from './public-register/register-period-store.js';
import { groupBy } from './grouping.js';
import type { FiledItem } from './item/filed-item.js';
import {
  type CountedRow,
  type FiledScope,
  findFiledAgencyIds,
  findFiledItemsById,
  findFiledItemsOfAgencies,
  findFiledRows,
} from './item/filed-item-store.js';
import { type CatalogueDifference, findDifferencesOfFilings } from './listed-item/catalogue-difference-store.js';
import type { ArrivedEdition } from './listed-item/edition-in-force-rules.js';
import { findEditions } from './listed-item/listed-item-store.js';
import { findRestrictionsOf, type Restriction } from './restriction/restriction-store.js';
import type { EndingRetention } from './retention/material-record.js';
import { findEndingRetentions } from './retention/retention-store.js';
import { findRoundsById } from './round/round-store.js';
import type { StoredRound } from './round/selection-round.js';
import type { Site } from './site/site.js';
import { findSitesById, findSitesOfAgencies, sitesSeenBy } from './site/site-store.js';

/** A loader of one thing by its id; null when there is none. */
type ById<Row> = DataLoader<string, Row | null>;
/** A loader of all that belongs to one id. */
type ListOf<Row> = DataLoader<string, readonly Row[]>;

/** Every loader, made for one request. */
export interface Loaders {
  readonly agency: ById<Agency>;
  readonly filing: ById<Filing>;
  readonly filedItem: ById<FiledItem>;
  readonly site: ById<Site>;
  /** Those in the scope of the caller. */
  readonly application: ById<StoredApplication>;
  readonly round: ById<StoredRound>;
  /** Every edition that has arrived, under whatever key. */
  readonly editions: DataLoader<'all', readonly ArrivedEdition[]>;
  readonly filingsOfAgency: ListOf<Filing>;
  readonly filedItemsOfAgency: ListOf<FiledItem>;
  readonly sitesOfAgency: ListOf<Site>;
  /** Null while something that supervision told could not be taken. */
  readonly restrictionsOfAgency: DataLoader<string, readonly Restriction[] | null>;
  /** What the register says of it, of each day. */
  readonly registerPeriodsOfFiling: ListOf<RegisterPeriod>;
  readonly differencesOfFiling: ListOf<CatalogueDifference>;
  /** What counts for an item or mapping in a scope: one loader for each scope that is asked for. */
  filedRows(scope: FiledScope): ListOf<CountedRow>;
  /** The first so many entries of the histories of aggregates. */
  historyStart(first: number): DataLoader<string, HistoryStart>;
  /** How many materials of an agency reach their last day in some days. */
  endingRetentions(days: { readonly from: Day; readonly to: Day }): ListOf<EndingRetention>;
  /** The agencies that count for an item or mapping in a scope. */
  filedAgencyIds(scope: FiledScope): ListOf<string>;
}

export function createLoaders(store: Connection, caller: Caller): Loaders {
  return {
    agency: byId(async (ids) => findAgenciesById(store, ids)),
    filing: byId(async (ids) => findFilingsById(store, ids)),
    filedItem: byId(async (ids) => findFiledItemsById(store, ids)),
    site: byId(async (ids) => findSitesById(store, ids, sitesSeenBy(caller))),
    application: byId(async (ids) => findApplicationsById(store, ids, lookedUpBy(caller))),
    round: byId(async (ids) => findRoundsById(store, ids)),
    editions: new DataLoader(async (keys) => {
      const editions = await findEditions(store);
      return keys.map(() => editions);
    }),
    filingsOfAgency: listOf(async (ids) => findFilingsOfAgencies(store, ids), ofAgency),
    filedItemsOfAgency: listOf(async (ids) => findFiledItemsOfAgencies(store, ids), ofAgency),
    sitesOfAgency: listOf(async (ids) => findSitesOfAgencies(store, ids), ofAgency),
    restrictionsOfAgency: new DataLoader(async (ids) => {
      const found = await findRestrictionsOf(store, ids);
      return ids.map((id) => found && found.filter(({ agencyId }) => agencyId === id));
    }),
    registerPeriodsOfFiling: listOf(
      async (ids) => findPeriodsOfFilings(store, ids),
      ({ filingId }) => filingId,
    ),
    differencesOfFiling: listOf(
      async (ids) => findDifferencesOfFilings(store, ids),
      ({ filingId }) => filingId,
    ),
    filedRows: perScope((scope: FiledScope) =>
      listOf(
        async (ids) => findFiledRows(store, ids, scope),
        ({ ofId }) => ofId,
      ),
    ),
    historyStart: perScope(
      (first: number) =>
        new DataLoader(async (aggregates) => {
          const found = await historiesOf(store, aggregates, first);
          return aggregates.map((one) => found.get(one)!);
        }),
    ),
    endingRetentions: perScope((days: { readonly from: Day; readonly to: Day }) =>
      listOf(async (ids) => findEndingRetentions(store, ids, days), ofAgency),
    ),
    filedAgencyIds: perScope(
      (scope: FiledScope) =>
        new DataLoader(async (ids) => {
          const found = new Map((await findFiledAgencyIds(store, ids, scope)).map((one) => [one._id, one.agencyIds]));
          return ids.map((id) => found.get(id) ?? []);
        }),
    ),
  };
}

function byId<Row extends { readonly _id: string }>(
  find: (ids: readonly string[]) => Promise<readonly Row[]>,
): ById<Row> {
  return new DataLoader(async (ids) => {
    const found = new Map((await find(ids)).map((row) => [row._id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

function listOf<Row>(
  find: (ids: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): ListOf<Row> {
  return new DataLoader(async (ids) => {
    const found = groupBy(await find(ids), keyOf);
    return ids.map((id) => found.get(id) ?? []);
  });
}

function ofAgency({ agencyId }: { readonly agencyId: string }): string {
  return agencyId;
}

/** Equal scopes share a loader, so that a hundred fields with the same arguments are one command. */
function perScope<Scope extends object | number, Loader>(create: (scope: Scope) => Loader): (scope: Scope) => Loader {
  const loaders = new Map<string, Loader>();
  return (scope) => {
    const key = JSON.stringify(typeof scope === 'object' ? Object.entries(scope).sort() : scope);
    const loader = loaders.get(key) ?? create(scope);
    loaders.set(key, loader);
    return loader;
  };
}
