import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ToldRoster } from './roster-warnings.js';

type StoredPeople = ToldRoster & { readonly _id: string };

const schema = new Schema<StoredPeople>(
  {
    _id: String,
    agencyId: String,
    staffCount: Number,
    persons: [{ _id: false, lineId: String, role: String, person: String }],
  },
  { versionKey: false, minimize: false },
);
schema.index({ 'persons.person': 1 });

function peopleOf(connection: Connection): Model<StoredPeople> {
  return modelOf(connection, 'alertRosters', schema);
}

export async function createRosterPeopleIndexes(connection: Connection): Promise<void> {
  await peopleOf(connection).createCollection();
  await peopleOf(connection).createIndexes();
}

/** Puts the people of an agency in the place of what was told of them, and gives what was. */
export async function replacePeople(
  connection: Connection,
  told: ToldRoster,
  session: ClientSession,
): Promise<ToldRoster | null> {
  return peopleOf(connection)
    .findOneAndReplace({ _id: told.agencyId }, told, { upsert: true, session })
    .lean<StoredPeople | null>();
}

/** The people that these agencies have told of. */
export async function findPeopleOf(
  connection: Connection,
  agencyIds: readonly string[],
  session: ClientSession,
): Promise<ToldRoster[]> {
  return peopleOf(connection)
    .find({ _id: trusted({ $in: agencyIds }) })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<StoredPeople[]>();
}

/** The people of every agency that has one of these persons. */
export async function findPeopleWith(
  connection: Connection,
  persons: readonly string[],
  session: ClientSession,
): Promise<ToldRoster[]> {
  return peopleOf(connection)
    .find({ 'persons.person': trusted({ $in: persons }) })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<StoredPeople[]>();
}
