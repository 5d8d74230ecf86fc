import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';

/** 限制 on a body, as supervision told of it (VIO-006). */
export interface Restriction {
  readonly _id: string;
  readonly agencyId: string;
  readonly from: Day;
  /** The last day; null while no end is set. */
  readonly to: Day | null;
}

const schema = new Schema<Restriction>(
  { _id: String, agencyId: String, from: String, to: String },
  { versionKey: false },
);
schema.index({ agencyId: 1 });

function restrictionsOf(connection: Connection): Model<Restriction> {
  return modelOf(connection, 'restrictions', schema);
}

export async function createRestrictionIndexes(connection: Connection): Promise<void> {
  await restrictionsOf(connection).createCollection();
  await restrictionsOf(connection).createIndexes();
}

/** Every restriction that a body was ever under. */
export async function findRestrictions(
  connection: Connection,
  agencyId: string,
  session?: ClientSession,
): Promise<Restriction[]> {
  return restrictionsOf(connection)
    .find({ agencyId })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<Restriction[]>();
}

export async function storeRestriction(
  connection: Connection,
  restriction: Restriction,
  session: ClientSession,
): Promise<void> {
  await restrictionsOf(connection).replaceOne({ _id: restriction._id }, restriction, { upsert: true, session });
}

/** Sets the last day of a restriction. */
export async function endRestriction(
  connection: Connection,
  id: string,
  to: Day,
  session: ClientSession,
): Promise<void> {
  await restrictionsOf(connection).updateOne({ _id: id }, { $set: { to } }, { session });
}

/** Forgets every restriction, before the model is built anew from the first event. */
export async function emptyRestrictions(connection: Connection, session: ClientSession): Promise<void> {
  await restrictionsOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
}
