import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import { instantAt } from '../clock.js';
import { modelOf } from '../store/model-of.js';

/** A row that the relay has still to pass on. */
export interface OutboxRow {
  readonly _id: string;
  readonly aggregate: string;
  readonly version: number;
  readonly at: Date;
}

const outbox = new Schema<OutboxRow>(
  { _id: String, aggregate: String, version: Number, at: Date },
  { versionKey: false },
);
outbox.index({ at: 1 });
outbox.index({ aggregate: 1, version: 1 });

const outboxOf = (connection: Connection) => modelOf<OutboxRow>(connection, 'outbox', outbox);

/** Makes the collection with its indexes. */
export async function createOutbox(connection: Connection): Promise<void> {
  await outboxOf(connection).createCollection();
  await outboxOf(connection).createIndexes();
}

export async function addToOutbox(connection: Connection, row: OutboxRow, session: ClientSession): Promise<void> {
  await outboxOf(connection).insertMany([row], { session });
}

/** Rows to be passed on, the oldest first. */
export async function listOutbox(connection: Connection, limit: number): Promise<readonly OutboxRow[]> {
  return outboxOf(connection)
    .find({ at: trusted({ $gte: instantAt(0) }) })
    .sort({ at: 1 })
    .limit(limit)
    .lean();
}

/** How many rows are to be passed on. */
export async function countOutbox(connection: Connection): Promise<number> {
  return outboxOf(connection).countDocuments({ at: trusted({ $gte: instantAt(0) }) });
}

/** Every row to be passed on of these aggregates, by aggregate and version. */
export async function listOutboxOf(
  connection: Connection,
  aggregates: readonly string[],
): Promise<readonly OutboxRow[]> {
  return outboxOf(connection)
    .find({ aggregate: trusted({ $in: aggregates }) })
    .sort({ aggregate: 1, version: 1 })
    .lean();
}

export async function removeFromOutbox(connection: Connection, ids: readonly string[]): Promise<void> {
  await outboxOf(connection).deleteMany({ _id: trusted({ $in: ids }) });
}
