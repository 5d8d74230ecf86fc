import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import { ONE_BATCH, modelOf } from '../store/model-of.js';
import { type JournalRow, NO_HASH, rowId } from './journal-row.js';
import { addToOutbox } from './outbox-store.js';

const rows = new Schema<JournalRow>(
  {
    _id: String,
    aggregate: String,
    version: Number,
    at: Date,
    subject: String,
    body: String,
    previousHash: String,
    hash: String,
  },
  { versionKey: false },
);
rows.index({ aggregate: 1, version: 1 }, { unique: true });
rows.index({ at: 1 });

const journalOf = (connection: Connection) => modelOf<JournalRow>(connection, 'journal', rows);
/** Makes the collection with its indexes. */
export async function createRows(connection: Connection): Promise<void> {
  await journalOf(connection).createCollection();
  await journalOf(connection).createIndexes();
}

/** The hash of an aggregate's row of that version; of version 0, that of none. */
export async function findHash(
  connection: Connection,
  aggregate: string,
  version: number,
  session: ClientSession,
): Promise<string> {
  if (version === 0) return NO_HASH;
  const row = await journalOf(connection).findById(rowId(aggregate, version), { hash: 1 }).session(session).lean();
  if (!row) throw new Error(`${rowId(aggregate, version)} is not in the journal`);
  return row.hash;
}

/** Appends a row, and hands it to the relay when it tells others something. */
export async function appendRow(
  connection: Connection,
  row: JournalRow,
  tells: boolean,
  session: ClientSession,
): Promise<void> {
  await journalOf(connection).insertMany([row], { session });
  const { _id, aggregate, version, at } = row;
  if (tells) await addToOutbox(connection, { _id, aggregate, version, at }, session);
}

export async function findRow(connection: Connection, id: string, session?: ClientSession): Promise<JournalRow | null> {
  return journalOf(connection)
    .findById(id)
    .session(session ?? null)
    .lean();
}

/** The newest row of an aggregate. */
export async function findNewestRow(
  connection: Connection,
  aggregate: string,
  session: ClientSession,
): Promise<JournalRow | null> {
  return journalOf(connection).findOne({ aggregate }).sort({ version: -1 }).session(session).lean();
}

/** The rows of these ids, in no order. */
export async function findRows(connection: Connection, ids: readonly string[]): Promise<readonly JournalRow[]> {
  return journalOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .batchSize(ONE_BATCH)
    .lean();
}

/** All rows of one aggregate, from the first. */
export async function listRows(connection: Connection, aggregate: string): Promise<readonly JournalRow[]> {
  return journalOf(connection).find({ aggregate }).sort({ version: 1 }).lean();
}

/** So many rows of an aggregate after a version, from the first. */
export async function listRowsAfter(
  connection: Connection,
  aggregate: string,
  version: number,
  limit: number,
): Promise<readonly JournalRow[]> {
  return journalOf(connection)
    .find({ aggregate, version: trusted({ $gt: version }) })
    .sort({ version: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean();
}

/** The first rows of each of these aggregates. */
export async function listFirstRows(
  connection: Connection,
  aggregates: readonly string[],
  first: number,
): Promise<readonly JournalRow[]> {
  return journalOf(connection)
    .find({ aggregate: trusted({ $in: aggregates }), version: trusted({ $lte: first }) })
    .sort({ aggregate: 1, version: 1 })
    .batchSize(ONE_BATCH)
    .lean();
}

/** How many rows an aggregate has. */
export async function countRows(connection: Connection, aggregate: string): Promise<number> {
  return journalOf(connection).countDocuments({ aggregate });
}

/** How many rows each of these aggregates has; one without any is not in the answer. */
export async function countRowsOf(
  connection: Connection,
  aggregates: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = await journalOf(connection).aggregate<{ _id: string; count: number }>([
    { $match: { aggregate: { $in: aggregates } } },
    { $group: { _id: '$aggregate', count: { $sum: 1 } } },
  ]);
  return new Map(counts.map(({ _id, count }) => [_id, count]));
}

/** Every row, by aggregate and version, as a stream. */
export function streamRows(connection: Connection): AsyncIterable<JournalRow> {
  return journalOf(connection)
    .find({ aggregate: trusted({ $gte: '' }) })
    .sort({ aggregate: 1, version: 1 })
    .lean()
    .cursor();
}
