import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ListedEdition } from './listed-edition.js';

const schema = new Schema<ListedEdition>(
  { _id: String, kind: String, effectiveOn: String, items: Schema.Types.Mixed },
  { versionKey: false, minimize: false },
);

function editionsOf(connection: Connection): Model<ListedEdition> {
  return modelOf(connection, 'listedEditions', schema);
}

export async function createListedEditions(connection: Connection): Promise<void> {
  await editionsOf(connection).createCollection();
}

/** Every edition that has arrived, in the order of their names: a few a year, some hundred items each. */
export async function findListedEditions(connection: Connection, session?: ClientSession): Promise<ListedEdition[]> {
  return editionsOf(connection)
    .find({ _id: trusted({ $gte: '' }) })
    .sort({ _id: 1 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<ListedEdition[]>();
}

/** Puts an edition in the place of what was known of it. */
export async function saveListedEdition(
  connection: Connection,
  { _id, ...edition }: ListedEdition,
  session: ClientSession,
): Promise<void> {
  await editionsOf(connection).replaceOne({ _id }, edition, { upsert: true, session });
}

/** Forgets every edition, before the model is built anew from the first event. */
export async function emptyListedEditions(connection: Connection, session: ClientSession): Promise<void> {
  await editionsOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
}
