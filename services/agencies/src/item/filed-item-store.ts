import type { Day, DistrictCode, LevelNumber } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { AgencyType } from '../agency/agency.js';
import { stayIn } from '../agency/agency-store.js';
import { factsSchema, standingSchema } from '../filing/filing-facts-store.js';
import type { FiledItem } from './filed-item.js';
import type { FiledRow } from './count-agencies.js';

const schema = new Schema<FiledItem>(
  {
    _id: String,
    filingId: String,
    agencyId: String,
    agencyType: String,
    agencyNameKey: String,
    synthetic: Boolean,
    byAct: Boolean,
    fullName: String,
    nameKey: String,
    code: String,
    levels: [Number],
    topGrades: { type: [String], default: undefined },
    standardKind: String,
    itemId: String,
    mappingId: String,
    from: String,
    to: String,
    sourceRow: String,
    standing: standingSchema,
    facts: factsSchema,
    notEvaluable: { type: [{ _id: false, on: String, endedOn: String }], default: undefined },
    siteStays: [{ _id: false, district: String, from: String, to: String }],
  },
  { versionKey: false },
);
schema.index({ agencyId: 1 });
schema.index({ itemId: 1, 'standing.from': 1 });
schema.index({ mappingId: 1, 'standing.from': 1 });
schema.index({ synthetic: 1 });

function filedItemsOf(connection: Connection): Model<FiledItem> {
  return modelOf(connection, 'filedItems', schema);
}

/** Which filed items of an item or mapping count. Absent: without that condition. */
export interface FiledScope {
  /** Whether the ids looked for are of catalogue items or of comparison mappings. */
  readonly by: 'itemId' | 'mappingId';
  readonly agencyType: AgencyType;
  /** The day on which they stand. */
  readonly asOf: Day;
  /** Null is a level above level one, at which nothing is filed. */
  readonly level?: LevelNumber | null;
  readonly district?: DistrictCode;
  readonly synthetic?: boolean;
}

export async function createFiledItemIndexes(connection: Connection): Promise<void> {
  await filedItemsOf(connection).createIndexes();
}

export async function findFiledItemsById(connection: Connection, ids: readonly string[]): Promise<FiledItem[]> {
  return filedItemsOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .batchSize(ONE_BATCH)
    .lean<FiledItem[]>();
}

/** Every filed item of the agencies, of any time: about a dozen for one agency. */
export async function findFiledItemsOfAgencies(
  connection: Connection,
  agencyIds: readonly string[],
  session?: ClientSession,
): Promise<FiledItem[]> {
  return filedItemsOf(connection)
    .find({ agencyId: trusted({ $in: agencyIds }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<FiledItem[]>();
}

/** A filed item as it is counted, with the item or mapping it belongs to. */
export interface CountedRow extends FiledRow {
  readonly ofId: string;
}

/** What counts for any of the items or mappings, in one command. */
export async function findFiledRows(
  connection: Connection,
  ids: readonly string[],
  scope: FiledScope,
): Promise<CountedRow[]> {
  const found = await filedItemsOf(connection)
    .find(scopeWhere(ids, scope), {
      [scope.by]: 1,
      agencyId: 1,
      agencyNameKey: 1,
      levels: 1,
      standing: 1,
      siteStays: 1,
      'facts.listedOn': 1,
    })
    .batchSize(ONE_BATCH)
    .lean<FiledItem[]>();
  return found.map((item) => ({ ...item, ofId: item[scope.by]!, validityPrinted: item.facts.listedOn === null }));
}

/** The ids of the agencies that count for each of the items or mappings, in one command. */
export async function findFiledAgencyIds(
  connection: Connection,
  ids: readonly string[],
  scope: FiledScope,
  session?: ClientSession,
): Promise<{ readonly _id: string; readonly agencyIds: readonly string[] }[]> {
  return filedItemsOf(connection).aggregate(
    [{ $match: scopeWhere(ids, scope) }, { $group: { _id: `$${scope.by}`, agencyIds: { $addToSet: '$agencyId' } } }],
    { batchSize: ONE_BATCH, ...(session && { session }) },
  );
}

/** Adds filed items; their ids must be new. */
export async function insertFiledItems(
  connection: Connection,
  items: readonly FiledItem[],
  session?: ClientSession,
): Promise<void> {
  await filedItemsOf(connection).insertMany(items, { lean: true, ...(session && { session }) });
}

/** The filed items of catalogue items that stand on a day, whoever holds them. */
export async function findHoldersOfItems(
  connection: Connection,
  itemIds: readonly string[],
  asOf: Day,
  session: ClientSession,
): Promise<Pick<FiledItem, '_id' | 'filingId'>[]> {
  const scope = { by: 'itemId', agencyType: 'SOCIAL_ORGANISATION', asOf } as const;
  return filedItemsOf(connection)
    .find(scopeWhere(itemIds, scope), { filingId: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<Pick<FiledItem, '_id' | 'filingId'>[]>();
}

/** Every filed item of a filing, of any time. */
export async function findItemsOfFiling(
  connection: Connection,
  { _id, agencyId }: { readonly _id: string; readonly agencyId: string },
  session: ClientSession,
): Promise<FiledItem[]> {
  return filedItemsOf(connection)
    .find({ agencyId, filingId: _id })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<FiledItem[]>();
}

/** Puts what an act has made of the items of a filing in their place. */
export async function replaceItemsOfFiling(
  connection: Connection,
  { _id, agencyId }: { readonly _id: string; readonly agencyId: string },
  items: readonly FiledItem[],
  session: ClientSession,
): Promise<void> {
  await filedItemsOf(connection).deleteMany({ agencyId, filingId: _id }, { session });
  await insertFiledItems(connection, items, session);
}

/** Tells filed items where they are examined, in one command. */
export async function setSiteStaysOfItems(
  connection: Connection,
  items: readonly Pick<FiledItem, '_id' | 'siteStays'>[],
  session?: ClientSession,
): Promise<void> {
  if (items.length === 0) return;
  const updates = items.map(({ _id, siteStays }) => ({
    updateOne: { filter: { _id }, update: { $set: { siteStays } } },
  }));
  await filedItemsOf(connection).bulkWrite(updates, session && { session });
}

/** Removes all invented filed items that were loaded, or all real ones. What an act has made stays. */
export async function deleteFiledItems(
  connection: Connection,
  synthetic: boolean,
  session?: ClientSession,
): Promise<void> {
  await filedItemsOf(connection).deleteMany({ synthetic, byAct: null }, session && { session });
}

function scopeWhere(ids: readonly string[], scope: FiledScope): Record<string, unknown> {
  const { by, agencyType, asOf, level, district, synthetic } = scope;
  return {
    [by]: trusted({ $in: ids }),
    agencyType,
    'standing.from': trusted({ $lte: asOf }),
    'standing.to': trusted({ $not: { $lt: asOf } }),
    ...(level !== undefined && { levels: level ?? trusted({ $in: [] }) }),
    ...(synthetic !== undefined && { synthetic }),
    ...(district !== undefined && { siteStays: stayIn(district, asOf) }),
  };
}
