import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ViolationList, ViolationListEntry } from './violation-list.js';

const { Mixed } = Schema.Types;

const schema = new Schema<ViolationList>(
  {
    _id: String,
    title: String,
    source: String,
    verified: Boolean,
    synthetic: Boolean,
    from: String,
    to: String,
    entries: Mixed,
  },
  { versionKey: false, minimize: false },
);
schema.index({ from: -1, _id: 1 });
schema.index({ 'entries.id': 1 });

function listsOf(connection: Connection): Model<ViolationList> {
  return modelOf(connection, 'violationLists', schema);
}

export async function createViolationListIndexes(connection: Connection): Promise<void> {
  await listsOf(connection).createCollection();
  await listsOf(connection).createIndexes();
}

/** The lists that judge acts of a day, the newest first. */
export async function findViolationLists(connection: Connection, on: Day): Promise<ViolationList[]> {
  return listsOf(connection)
    .find({ $and: [{ from: trusted({ $lte: on }) }, { $or: [{ to: null }, { to: trusted({ $gte: on }) }] }] })
    .sort({ from: -1, _id: 1 })
    .batchSize(ONE_BATCH)
    .lean<ViolationList[]>();
}

/** The rows of lists by their ids. */
export async function findListEntries(connection: Connection, ids: readonly string[]): Promise<ViolationListEntry[]> {
  const lists = await listsOf(connection)
    .find({ 'entries.id': trusted({ $in: ids }) })
    .batchSize(ONE_BATCH)
    .lean<ViolationList[]>();
  return lists.flatMap(({ entries }) => entries.filter(({ id }) => ids.includes(id)));
}

/** Puts lists in the place of those that stood before. */
export async function replaceViolationLists(
  connection: Connection,
  lists: readonly ViolationList[],
  session: ClientSession,
): Promise<void> {
  await listsOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
  await listsOf(connection).insertMany([...lists], { lean: true, session });
}
