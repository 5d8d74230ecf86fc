import { type Versioned, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { PreparedEdition, PreparedRow } from './prepared-edition.js';

interface Stored extends PreparedEdition {
  readonly _id: 'next';
  readonly version: number;
}

const row = new Schema<PreparedRow>(
  {
    key: String,
    fullName: String,
    occupation: String,
    workType: String,
    code: String,
    kind: String,
    levels: [Number],
    recommendationIds: [String],
  },
  { _id: false },
);
const schema = new Schema<Stored>({ _id: String, version: Number, rows: [row] }, { versionKey: false });

function preparedOf(connection: Connection): Model<Stored> {
  return modelOf(connection, 'preparedEdition', schema);
}

export async function createPreparedEdition(connection: Connection): Promise<void> {
  await preparedOf(connection).createCollection();
}

/** The edition that is being prepared; null before anything was listed. */
export async function findPreparedEdition(
  connection: Connection,
  session?: ClientSession,
): Promise<Versioned<PreparedEdition> | null> {
  const found = await preparedOf(connection)
    .findById('next')
    .session(session ?? null)
    .lean<Stored>();
  return found && { state: { rows: found.rows }, version: found.version };
}

export async function savePreparedEdition(
  connection: Connection,
  { rows }: PreparedEdition,
  version: number,
  session: ClientSession,
): Promise<void> {
  await preparedOf(connection).replaceOne({ _id: 'next' }, { rows, version }, { upsert: true, session });
}
