import { type Caller, ONE_BATCH, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Subject } from '../subject/subject.js';
import type { Change } from './change.js';

const { Mixed } = Schema.Types;

const schema = new Schema<Change>(
  {
    _id: String,
    kind: String,
    at: Date,
    on: String,
    subjectId: String,
    agencyId: String,
    act: String,
    districts: [String],
    text: String,
  },
  { versionKey: false, minimize: false },
);
// The city reads by `_id`.
schema.index({ districts: 1, _id: 1 });

const known = new Schema<Subject>(
  { _id: String, body: Mixed, filings: Mixed, sites: Mixed, supportedBy: [String], part: String },
  { versionKey: false, minimize: false },
);
known.index({ part: 1 });

function changesOf(connection: Connection): Model<Change> {
  return modelOf(connection, 'changes', schema);
}

/** What the changes so far have told of agencies: a copy of its own, since another consumer is at another position. */
function knownOf(connection: Connection): Model<Subject> {
  return modelOf(connection, 'changeSubjects', known);
}

export async function createChangeIndexes(connection: Connection): Promise<void> {
  for (const model of [changesOf(connection), knownOf(connection)]) {
    await model.createCollection();
    await model.createIndexes();
  }
}

/** Up to so many changes after a place that a caller may see, in the order of the stream. */
export async function findChangesAfter(
  connection: Connection,
  caller: Pick<Caller, 'scopes'>,
  after: string,
  limit: number,
): Promise<Change[]> {
  return changesOf(connection)
    .find({ $and: [{ _id: trusted({ $gt: after }) }, rowsOf(caller, { district: 'districts' })] })
    .sort({ _id: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<Change[]>();
}

export async function insertChanges(
  connection: Connection,
  changes: readonly Change[],
  session: ClientSession,
): Promise<void> {
  if (changes.length > 0) await changesOf(connection).insertMany([...changes], { lean: true, session });
}

/** The agencies of these ids, as they were told of so far. */
export async function findKnown(
  connection: Connection,
  ids: readonly string[],
  session: ClientSession,
): Promise<Subject[]> {
  return knownOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<Subject[]>();
}

/** The agencies of a part of a load that are not among these, in the order of their ids. */
export async function findGone(
  connection: Connection,
  part: string,
  kept: readonly string[],
  session: ClientSession,
): Promise<Subject[]> {
  return knownOf(connection)
    .find({ part, _id: trusted({ $nin: kept }) })
    .sort({ _id: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<Subject[]>();
}

/** Puts agencies in the place of what was known of them, and forgets those that are gone. */
export async function saveKnown(
  connection: Connection,
  subjects: readonly Subject[],
  gone: readonly string[],
  session: ClientSession,
): Promise<void> {
  const replaced = subjects.map(({ _id, ...replacement }) => ({
    replaceOne: { filter: { _id }, replacement, upsert: true },
  }));
  const deleted = gone.map((_id) => ({ deleteOne: { filter: { _id } } }));
  const writes = [...replaced, ...deleted];
  if (writes.length > 0) await knownOf(connection).bulkWrite(writes, { session });
}

/** Forgets every change, before they are told anew from the first event. */
export async function emptyChanges(connection: Connection, session: ClientSession): Promise<void> {
  await changesOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
  await knownOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
}
