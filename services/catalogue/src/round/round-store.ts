import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { SelectionRound } from './selection-round.js';

const schema = new Schema<SelectionRound>({ _id: String, opensOn: String, closesOn: String }, { versionKey: false });

function roundsOf(connection: Connection): Model<SelectionRound> {
  return modelOf(connection, 'rounds', schema);
}

export async function createRounds(connection: Connection): Promise<void> {
  await roundsOf(connection).createCollection();
}

/** Every round that was told of, in the order of their days: four a year at most. */
export async function findRounds(connection: Connection, session?: ClientSession): Promise<SelectionRound[]> {
  return roundsOf(connection)
    .find({ _id: trusted({ $gte: '' }) })
    .sort({ _id: 1 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<SelectionRound[]>();
}

/** Puts a round in the place of what was known of it. */
export async function storeRound(
  connection: Connection,
  { _id, ...days }: SelectionRound,
  session: ClientSession,
): Promise<void> {
  await roundsOf(connection).replaceOne({ _id }, days, { upsert: true, session });
}
