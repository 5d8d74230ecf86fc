import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { type Register, createRegisterIndexes, deleteRegister, insertRegister } from '../register-store.js';

/** Which invented agencies are in the store. */
export interface SyntheticLoad {
  /** What made them, whatever changes them: equal marks stand for equal agencies. */
  readonly mark: string;
  readonly agencies: number;
  readonly filedItems: number;
  readonly loadedAt: Date;
}

const schema = new Schema<SyntheticLoad & { readonly _id: 'agencies' }>(
  { _id: String, mark: String, agencies: Number, filedItems: Number, loadedAt: Date },
  { versionKey: false },
);

function loadsOf(connection: Connection): Model<SyntheticLoad & { readonly _id: 'agencies' }> {
  return modelOf(connection, 'syntheticLoads', schema);
}

/** What was loaded last and in full; null when there is none. */
export async function findSyntheticLoad(connection: Connection): Promise<SyntheticLoad | null> {
  return loadsOf(connection).findById('agencies').lean<SyntheticLoad | null>();
}

/** Records that the invented agencies are there in full. */
export async function recordSyntheticLoad(connection: Connection, load: SyntheticLoad): Promise<void> {
  await loadsOf(connection).replaceOne({ _id: 'agencies' }, load, { upsert: true });
}

/**
 * Adds invented agencies. Refuses what is not marked as invented with a RangeError: this way leads around every rule of
 * filing, and must not lead to a real agency.
 */
export async function storeSyntheticAgencies(
  connection: Connection,
  batch: Register,
  session?: ClientSession,
): Promise<void> {
  for (const rows of [batch.agencies, batch.filings, batch.filedItems, batch.sites])
    if (rows.some(({ synthetic }) => !synthetic)) throw new RangeError('An agency that is not invented.');
  await insertRegister(connection, batch, session);
}

/** Removes every invented agency with all that belongs to it, and the record of them first. Makes the indexes when missing. */
export async function removeSyntheticAgencies(connection: Connection): Promise<void> {
  await createRegisterIndexes(connection);
  await loadsOf(connection).deleteOne({ _id: 'agencies' });
  await deleteRegister(connection, true);
}
