import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { SelectionRound, StoredRound } from './selection-round.js';

const schema = new Schema<StoredRound>(
  {
    _id: String,
    version: Number,
    notice: String,
    opensOn: String,
    closesOn: String,
    scopeEdition: String,
    // Null and none are not the same: all of the edition, and nothing of it.
    scopeItemIds: Schema.Types.Mixed,
    assumedContinuation: Boolean,
    supplementaryNotices: [String],
  },
  { versionKey: false },
);

function roundsOf(connection: Connection): Model<StoredRound> {
  return modelOf(connection, 'rounds', schema);
}

export async function createRoundIndexes(connection: Connection): Promise<void> {
  await roundsOf(connection).createCollection();
}

/** Every round, in the order of their days: four a year at most. */
export async function findRounds(connection: Connection, session?: ClientSession): Promise<StoredRound[]> {
  return roundsOf(connection)
    .find({ _id: trusted({ $gte: '' }) })
    .sort({ _id: 1 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredRound[]>();
}

/** The rounds of these ids, in no order. */
export async function findRoundsById(connection: Connection, ids: readonly string[]): Promise<StoredRound[]> {
  return roundsOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .batchSize(ONE_BATCH)
    .lean<StoredRound[]>();
}

/** Stores a round that an act has opened; a round is opened once. */
export async function insertRound(
  connection: Connection,
  round: SelectionRound,
  version: number,
  session: ClientSession,
): Promise<void> {
  await roundsOf(connection).insertMany([{ ...round, version }], { lean: true, session });
}
