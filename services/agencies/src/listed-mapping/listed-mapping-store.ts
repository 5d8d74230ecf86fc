import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ListedMapping } from '../application/submission-facts.js';

/** A row for each mapping, by its id, and one that tells that the catalogues have arrived. */
interface ListedRow {
  readonly _id: string;
  /** Null in the row of the arrival. */
  readonly mapping: ListedMapping | null;
}

const mapping = new Schema<ListedMapping>(
  {
    mappingId: String,
    certificate: String,
    occupationFullName: String,
    occupationKey: String,
    level: Number,
    from: String,
    to: String,
  },
  { _id: false },
);
const schema = new Schema<ListedRow>({ _id: String, mapping }, { versionKey: false });

const ARRIVAL = 'arrived';

function rowsOf(connection: Connection): Model<ListedRow> {
  return modelOf(connection, 'listedMappings', schema);
}

export async function createListedMappingIndexes(connection: Connection): Promise<void> {
  await rowsOf(connection).createCollection();
}

/** The mappings of these ids, in no order; null when the comparison catalogues have not arrived. One command. */
export async function findListedMappings(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<readonly ListedMapping[] | null> {
  const rows = await rowsOf(connection)
    .find({ _id: trusted({ $in: [ARRIVAL, ...ids] }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<ListedRow[]>();
  return rows.some(({ _id }) => _id === ARRIVAL) ? rows.flatMap((row) => row.mapping ?? []) : null;
}

/** Puts the mappings in the place of what was known. */
export async function storeMappings(
  connection: Connection,
  mappings: readonly ListedMapping[],
  session: ClientSession,
): Promise<void> {
  await rowsOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
  const rows: ListedRow[] = mappings.map((one) => ({ _id: one.mappingId, mapping: one }));
  await rowsOf(connection).insertMany([{ _id: ARRIVAL, mapping: null }, ...rows], { lean: true, session });
}
