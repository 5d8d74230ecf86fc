import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Roster, StoredRoster } from './roster.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredRoster>(
  { _id: String, version: Number, staff: Mixed, supervisors: Mixed },
  { versionKey: false, minimize: false },
);

function rostersOf(connection: Connection): Model<StoredRoster> {
  return modelOf(connection, 'rosters', schema);
}

/** Rosters are found by the agency they are of, and by nothing else. */
export async function createRosterIndexes(connection: Connection): Promise<void> {
  await rostersOf(connection).createCollection();
}

/** The rosters of these agencies that a filter of the caller lets through. */
export async function findRosters(
  connection: Connection,
  agencyIds: readonly string[],
  visible: Readonly<Record<string, unknown>>,
): Promise<StoredRoster[]> {
  return rostersOf(connection)
    .find({ $and: [{ _id: trusted({ $in: agencyIds }) }, visible] })
    .batchSize(ONE_BATCH)
    .lean<StoredRoster[]>();
}

/** The roster of an agency, whoever asks; null as long as it has named nobody. */
export async function findRoster(
  connection: Connection,
  agencyId: string,
  session?: ClientSession,
): Promise<StoredRoster | null> {
  return rostersOf(connection)
    .findById(agencyId)
    .session(session ?? null)
    .lean<StoredRoster | null>();
}

/** Stores what an act has made of a roster: its first version is inserted, a later one takes the place of the one before. */
export async function saveRoster(
  connection: Connection,
  roster: Roster,
  version: number,
  session?: ClientSession,
): Promise<void> {
  const stored: StoredRoster = { ...roster, version };
  if (version === 1) {
    await rostersOf(connection).insertMany([stored], { lean: true, ...(session && { session }) });
    return;
  }
  const before = { _id: roster._id, version: version - 1 };
  const replaced = await rostersOf(connection).replaceOne(before, stored, session && { session });
  if (replaced.matchedCount !== 1) throw new Error(`${roster._id} is not at version ${version - 1}`);
}
