import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { FiledScope } from './filed-scope.js';

const { Mixed } = Schema.Types;

const schema = new Schema<FiledScope>(
  {
    _id: String,
    agencyId: String,
    agency: Mixed,
    type: String,
    authority: Mixed,
    states: Mixed,
    termination: Mixed,
    items: Mixed,
    part: String,
    version: Number,
  },
  { versionKey: false, minimize: false },
);
schema.index({ agencyId: 1, _id: 1 });
schema.index({ part: 1 });

function scopesOf(connection: Connection): Model<FiledScope> {
  return modelOf(connection, 'filedScopes', schema);
}

export async function createFiledScopeIndexes(connection: Connection): Promise<void> {
  await scopesOf(connection).createCollection();
  await scopesOf(connection).createIndexes();
}

/** The filings of these ids with what they cover. */
export async function findScopesById(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<FiledScope[]> {
  return scopesOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<FiledScope[]>();
}

/** The filings of an agency with what they cover, of any time, in the order of their ids. */
export async function findScopesOfAgency(
  connection: Connection,
  agencyId: string,
  session?: ClientSession,
): Promise<FiledScope[]> {
  return scopesOf(connection)
    .find({ agencyId })
    .sort({ agencyId: 1, _id: 1 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<FiledScope[]>();
}

/** Puts a filing in the place of what was known of it, or adds it. */
export async function saveScope(connection: Connection, scope: FiledScope, session: ClientSession): Promise<void> {
  const { _id, ...rest } = scope;
  await scopesOf(connection).replaceOne({ _id }, rest, { upsert: true, session });
}

/** Removes the filings of a part of a load that are no longer in it; those that acts have changed since stay. */
export async function deleteGoneScopes(
  connection: Connection,
  part: string,
  kept: readonly string[],
  session: ClientSession,
): Promise<void> {
  await scopesOf(connection).deleteMany({ part, version: 0, _id: trusted({ $nin: kept }) }, { session });
}

/** Forgets every filing, before the model is built anew from the first event. */
export async function emptyFiledScopes(connection: Connection, session: ClientSession): Promise<void> {
  await scopesOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
}
