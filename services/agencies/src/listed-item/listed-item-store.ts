import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ListedItem } from '../application/submission-facts.js';
import type { ArrivedEdition, EditionKind } from './edition-in-force-rules.js';

/** A row for each item, by its id, and one for each edition, which tells that the edition has arrived. */
interface ListedRow extends Partial<Omit<ArrivedEdition, 'edition'>> {
  readonly _id: string;
  readonly edition: string;
  /** Null in the row of an edition. */
  readonly item: ListedItem | null;
}

const item = new Schema<ListedItem>(
  {
    itemId: String,
    edition: String,
    fullName: String,
    nameKey: String,
    code: String,
    kind: String,
    levels: [Number],
    lineageIds: [String],
  },
  { _id: false },
);
const schema = new Schema<ListedRow>(
  { _id: String, edition: String, kind: String, effectiveOn: String, item },
  { versionKey: false },
);
schema.index({ 'item.nameKey': 1 });
schema.index({ 'item.code': 1 });
schema.index({ 'item.lineageIds': 1 });
schema.index({ edition: 1 });
schema.index({ kind: 1, effectiveOn: 1 });

function rowsOf(connection: Connection): Model<ListedRow> {
  return modelOf(connection, 'listedItems', schema);
}

const KINDS: readonly EditionKind[] = ['FILED_PROJECTS', 'ROUND_SCOPE', 'OPEN_CATALOGUE'];

/** What the published lists have under some names and codes. */
export interface FoundItems {
  /** Every edition that has arrived: a few a year. */
  readonly editions: readonly ArrivedEdition[];
  readonly items: readonly ListedItem[];
}

export async function createListedItemIndexes(connection: Connection): Promise<void> {
  await rowsOf(connection).createCollection();
  await rowsOf(connection).createIndexes();
}

/** The items of any edition with one of these names or codes, and which editions have arrived: one command. */
export async function findListedItems(
  connection: Connection,
  asked: { readonly nameKeys: readonly string[]; readonly codes: readonly string[] },
  session?: ClientSession,
): Promise<FoundItems> {
  const rows = await rowsOf(connection)
    .find({
      $or: [
        { 'item.nameKey': trusted({ $in: asked.nameKeys }) },
        { 'item.code': trusted({ $in: asked.codes }) },
        { kind: trusted({ $in: KINDS }) },
      ],
    })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<ListedRow[]>();
  return { editions: rows.flatMap(arrivedOf), items: rows.flatMap((row) => row.item ?? []) };
}

/** An item of any edition with all that name it among what they were or became, and which editions have arrived: one command. */
export async function findLineage(connection: Connection, itemId: string): Promise<FoundItems> {
  const rows = await rowsOf(connection)
    .find({ $or: [{ _id: itemId }, { 'item.lineageIds': itemId }, { kind: trusted({ $in: KINDS }) }] })
    .batchSize(ONE_BATCH)
    .lean<ListedRow[]>();
  return { editions: rows.flatMap(arrivedOf), items: rows.flatMap((row) => row.item ?? []) };
}

/** Every edition that has arrived. */
export async function findEditions(connection: Connection): Promise<readonly ArrivedEdition[]> {
  const rows = await rowsOf(connection)
    .find({ kind: trusted({ $in: KINDS }) })
    .batchSize(ONE_BATCH)
    .lean<ListedRow[]>();
  return rows.flatMap(arrivedOf);
}

function arrivedOf({ edition, kind, effectiveOn }: ListedRow): readonly ArrivedEdition[] {
  return kind && effectiveOn ? [{ edition, kind, effectiveOn }] : [];
}

/** The items of these ids. */
export async function findListedItemsById(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<readonly ListedItem[]> {
  const rows = await rowsOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<ListedRow[]>();
  return rows.flatMap((row) => row.item ?? []);
}

/** The newest edition of a kind that is in force on a day, of those that have arrived; null when there is none. */
export async function findEditionInForce(
  connection: Connection,
  kind: EditionKind,
  on: Day,
  session?: ClientSession,
): Promise<string | null> {
  const [newest] = await rowsOf(connection)
    .find({ kind, effectiveOn: trusted({ $lte: on }) })
    .sort({ kind: 1, effectiveOn: -1 })
    .limit(1)
    .session(session ?? null)
    .lean<ListedRow[]>();
  return newest?.edition ?? null;
}

/** The newest edition of the same kind that came into force before one; null when there is none. */
export async function findEditionBefore(
  connection: Connection,
  { edition, kind, effectiveOn }: ArrivedEdition,
  session: ClientSession,
): Promise<string | null> {
  const [before] = await rowsOf(connection)
    .find({ kind, effectiveOn: trusted({ $lte: effectiveOn }), edition: trusted({ $ne: edition }) })
    .sort({ kind: 1, effectiveOn: -1 })
    .limit(1)
    .session(session)
    .lean<ListedRow[]>();
  return before?.edition ?? null;
}

/** The items of an edition; none when it has not arrived. */
export async function findItemsOfEdition(
  connection: Connection,
  edition: string,
  session: ClientSession,
): Promise<readonly ListedItem[]> {
  const rows = await rowsOf(connection).find({ edition }).session(session).batchSize(ONE_BATCH).lean<ListedRow[]>();
  return rows.flatMap((row) => row.item ?? []);
}

/** Puts an edition in the place of what was known of it. */
export async function storeEdition(
  connection: Connection,
  { edition, kind, effectiveOn }: ArrivedEdition,
  items: readonly ListedItem[],
  session: ClientSession,
): Promise<void> {
  await rowsOf(connection).deleteMany({ edition }, { session });
  const rows: ListedRow[] = items.map((one) => ({ _id: one.itemId, edition, item: one }));
  await rowsOf(connection).insertMany(
    [{ _id: editionRowId(edition), edition, kind, effectiveOn, item: null }, ...rows],
    {
      lean: true,
      session,
    },
  );
}

/** Forgets every edition, before the model is built anew from the first event. */
export async function emptyListedItems(connection: Connection, session: ClientSession): Promise<void> {
  await rowsOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
}

function editionRowId(edition: string): string {
  return `edition/${edition}`;
}
