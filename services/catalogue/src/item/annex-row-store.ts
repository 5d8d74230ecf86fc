import type { ItemKind, LevelNumber, OccupationCode } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';

/** One row of an annex that lists items, as printed and as read. What the items are made from. */
export interface AnnexItemRow {
  readonly row: number;
  readonly printed: { readonly name: string; readonly code: string | null; readonly levels: string };
  readonly key: string;
  readonly fullName: string;
  readonly occupation: string;
  readonly workType: string | null;
  readonly code: OccupationCode | null;
  readonly kind: ItemKind;
  readonly levels: readonly LevelNumber[];
}

export interface StoredAnnexRow extends AnnexItemRow {
  readonly edition: string;
}

const schema = new Schema<StoredAnnexRow>(
  {
    edition: String,
    row: Number,
    printed: { _id: false, type: { name: String, code: String, levels: String } },
    key: String,
    fullName: String,
    occupation: String,
    workType: String,
    code: String,
    kind: String,
    levels: [Number],
  },
  { versionKey: false },
);
schema.index({ edition: 1, row: 1 }, { unique: true });

function annexRowsOf(connection: Connection) {
  return modelOf<StoredAnnexRow>(connection, 'annexRows', schema);
}

export async function createAnnexRowIndexes(connection: Connection): Promise<void> {
  await annexRowsOf(connection).createIndexes();
}

/** Every row of every edition, in the order of editions and rows. */
export async function findAnnexRows(connection: Connection, session?: ClientSession): Promise<StoredAnnexRow[]> {
  return annexRowsOf(connection)
    .find({ edition: trusted({ $gte: '' }) }, { _id: 0 })
    .sort({ edition: 1, row: 1 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean();
}

/** Puts these rows in the place of those the edition had. */
export async function replaceAnnexRows(
  connection: Connection,
  edition: string,
  rows: readonly AnnexItemRow[],
  session: ClientSession,
): Promise<void> {
  await annexRowsOf(connection).deleteMany({ edition }, { session });
  await annexRowsOf(connection).insertMany(
    rows.map((row) => ({ ...row, edition })),
    { session },
  );
}
