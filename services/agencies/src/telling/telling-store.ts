import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';

/** What others were last told of: one part of the agencies that were loaded, or the mark of all of them. */
export interface Telling {
  /** `real/0`, `synthetic/12`, or `real`, `synthetic` for the mark of a whole load. */
  readonly _id: string;
  /** What it was made from: equal hashes stand for equal tellings. */
  readonly hash: string;
  readonly version: number;
}

const schema = new Schema<Telling>({ _id: String, hash: String, version: Number }, { versionKey: false });

function tellingsOf(connection: Connection): Model<Telling> {
  return modelOf(connection, 'tellings', schema);
}

export async function createTellings(connection: Connection): Promise<void> {
  await tellingsOf(connection).createCollection();
}

export async function findTelling(
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<Telling | null> {
  return tellingsOf(connection)
    .findById(id)
    .session(session ?? null)
    .lean<Telling | null>();
}

/** The parts of a load that were told of. */
export async function findTellingsOf(connection: Connection, load: string): Promise<Telling[]> {
  return tellingsOf(connection)
    .find({ _id: trusted({ $gt: `${load}/`, $lt: `${load}0` }) })
    .batchSize(ONE_BATCH)
    .lean<Telling[]>();
}

export async function saveTelling(connection: Connection, telling: Telling, session?: ClientSession): Promise<void> {
  const { _id, ...rest } = telling;
  await tellingsOf(connection).replaceOne({ _id }, rest, { upsert: true, ...(session && { session }) });
}
