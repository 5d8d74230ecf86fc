import type { Day, ItemKind, LevelNumber, OccupationCode } from '@shanghai/kernel';
import { type PageQuery, ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';

/** How one row of an annex prints an item. */
export interface StoredRow {
  readonly row: number;
  readonly name: string;
  readonly code: string | null;
  readonly levels: string;
}

/** An item of an edition with what follows from the other editions, so that a list of items is one query. */
export interface StoredItem {
  readonly _id: string;
  readonly edition: string;
  /** The first of its rows: unique in an edition, and the order of its lists. */
  readonly row: number;
  /** The compared form of the full name. */
  readonly key: string;
  readonly fullName: string;
  readonly occupation: string;
  readonly workType: string | null;
  readonly code: OccupationCode | null;
  readonly kind: ItemKind;
  /** From the lowest to the highest, as printed. */
  readonly levels: readonly LevelNumber[];
  readonly rows: readonly StoredRow[];
  readonly formerNames: readonly string[];
  /** Ids of this item, of all that it became, and of all that became it. */
  readonly lineageIds: readonly string[];
  /** Ids of its annex rows, by which the source findings know it. */
  readonly rowIds: readonly string[];
  /** The days on which its edition is the catalogue in force, the second no longer; null where it never is. */
  readonly inForceFrom: Day | null;
  readonly inForceUntil: Day | null;
  /** What a text is looked for in: its names in lower case. */
  readonly searched: readonly string[];
}

/** Which items of an edition are wanted. Absent: all of them. */
export interface ItemFilter {
  readonly text?: string;
  readonly codePrefix?: string;
  readonly level?: LevelNumber;
  readonly kind?: ItemKind;
}

const schema = new Schema<StoredItem>(
  {
    _id: String,
    edition: String,
    row: Number,
    key: String,
    fullName: String,
    occupation: String,
    workType: String,
    code: String,
    kind: String,
    levels: [Number],
    rows: [{ _id: false, row: Number, name: String, code: String, levels: String }],
    formerNames: [String],
    lineageIds: [String],
    rowIds: [String],
    inForceFrom: String,
    inForceUntil: String,
    searched: [String],
  },
  { versionKey: false },
);
schema.index({ edition: 1, row: 1 }, { unique: true });
schema.index({ key: 1, edition: 1 }, { unique: true });
schema.index({ edition: 1, occupation: 1 });
schema.index({ edition: 1, code: 1 });
schema.index({ inForceUntil: 1, inForceFrom: 1, row: 1 });

/** The model of items, for the stores of this folder. */
export function itemsOf(connection: Connection): Model<StoredItem> {
  return modelOf<StoredItem>(connection, 'items', schema);
}

/** Of which edition items are wanted: the one of that id, or the catalogue in force on a day. */
export type WantedEdition = { readonly edition: string } | { readonly asOf: Day };

/** The MongoDB filter of one edition's items. A text is looked for inside the names, and at the beginning of the code. */
export function itemsWhere(
  wanted: WantedEdition,
  { text, codePrefix, level, kind }: ItemFilter,
): Record<string, unknown> {
  const conditions: Record<string, unknown>[] = [
    'edition' in wanted ? { edition: wanted.edition } : inForceOn(wanted.asOf),
  ];
  if (text !== undefined)
    conditions.push({ $or: [{ searched: new RegExp(escaped(text.toLowerCase())) }, { code: startingWith(text) }] });
  if (codePrefix !== undefined) conditions.push({ code: startingWith(codePrefix) });
  if (level !== undefined) conditions.push({ levels: level });
  if (kind !== undefined) conditions.push({ kind });
  return { $and: conditions };
}

/** Whether the edition of an item is the catalogue in force on a day. */
export function isInForce({ inForceFrom, inForceUntil }: StoredItem, on: Day): boolean {
  return inForceFrom !== null && inForceUntil !== null && inForceFrom <= on && on < inForceUntil;
}

export async function createItemIndexes(connection: Connection): Promise<void> {
  await itemsOf(connection).createIndexes();
}

export async function findItemPage(connection: Connection, page: PageQuery): Promise<StoredItem[]> {
  return itemsOf(connection).find(page.where).sort(page.sort).limit(page.limit).lean();
}

export async function countItems(connection: Connection, where: Record<string, unknown>): Promise<number> {
  return itemsOf(connection).countDocuments(where);
}

export async function findItemsById(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<StoredItem[]> {
  return itemsOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean();
}

/** All items of the editions, in the order of their rows. */
export async function findItemsOfEditions(
  connection: Connection,
  editionIds: readonly string[],
): Promise<StoredItem[]> {
  return itemsOf(connection)
    .find({ edition: trusted({ $in: editionIds }) })
    .sort({ edition: 1, row: 1 })
    .batchSize(ONE_BATCH)
    .lean();
}

/**
 * Items of any edition with one of the names, and items of the catalogue in force on a day with one of the occupations; its
 * first item is always among them, and tells which catalogue it is.
 */
export async function findItemsByName(
  connection: Connection,
  { keys, on, occupations }: { keys: readonly string[]; on: Day; occupations: readonly string[] },
  session?: ClientSession,
): Promise<StoredItem[]> {
  return itemsOf(connection)
    .find({
      $or: [
        { key: trusted({ $in: keys }) },
        { ...inForceOn(on), occupation: trusted({ $in: occupations }) },
        { ...inForceOn(on), row: 1 },
      ],
    })
    .sort({ edition: 1, row: 1 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean();
}

/** The occupations that an edition lists under a code, each once. */
export async function findOccupationsOfCode(
  connection: Connection,
  edition: string,
  code: string,
  session?: ClientSession,
): Promise<string[]> {
  const items = await itemsOf(connection)
    .find({ edition, code: code as OccupationCode })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredItem[]>();
  return [...new Set(items.map(({ occupation }) => occupation))];
}

/** Puts these items in the place of all there were. */
export async function replaceItems(
  connection: Connection,
  items: readonly StoredItem[],
  session: ClientSession,
): Promise<void> {
  await itemsOf(connection).deleteMany({}, { session });
  await itemsOf(connection).insertMany(items, { session });
}

function inForceOn(on: Day) {
  return { inForceFrom: trusted({ $lte: on }), inForceUntil: trusted({ $gt: on }) };
}

function startingWith(text: string): RegExp {
  return new RegExp(`^${escaped(text)}`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
