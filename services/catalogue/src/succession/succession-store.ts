import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import type { Succession } from './succession-rules.js';

/** A succession with the ids of both sides, by which it is found. */
export interface StoredSuccession extends Succession {
  readonly itemIds: readonly string[];
}

/** A succession as its data file says it, by names. */
export interface NamedSuccession {
  readonly kind: Exclude<Succession['kind'], 'RECODED'>;
  readonly fromEdition: string;
  readonly fromKey: string;
  readonly toEdition: string;
  readonly toKeys: readonly string[];
  readonly evidence: string;
}

const schema = new Schema<StoredSuccession>(
  {
    _id: String,
    kind: String,
    fromEdition: String,
    toEdition: String,
    fromId: String,
    toIds: [String],
    evidence: String,
    itemIds: [String],
  },
  { versionKey: false },
);
schema.index({ itemIds: 1 });
schema.index({ fromEdition: 1, toEdition: 1 });

const namedSchema = new Schema<NamedSuccession>(
  { kind: String, fromEdition: String, fromKey: String, toEdition: String, toKeys: [String], evidence: String },
  { versionKey: false },
);

function successionsOf(connection: Connection) {
  return modelOf<StoredSuccession>(connection, 'successions', schema);
}

function namedSuccessionsOf(connection: Connection) {
  return modelOf<NamedSuccession>(connection, 'namedSuccessions', namedSchema);
}

export async function createSuccessionIndexes(connection: Connection): Promise<void> {
  await successionsOf(connection).createIndexes();
}

/** Successions that lead from or to one of the items. */
export async function findSuccessionsOf(
  connection: Connection,
  itemIds: readonly string[],
): Promise<StoredSuccession[]> {
  return successionsOf(connection)
    .find({ itemIds: trusted({ $in: itemIds }) })
    .sort({ _id: 1 })
    .batchSize(ONE_BATCH)
    .lean();
}

/** Successions from one edition to another, without those between. */
export async function findSuccessionsBetween(
  connection: Connection,
  fromEdition: string,
  toEdition: string,
): Promise<StoredSuccession[]> {
  return successionsOf(connection).find({ fromEdition, toEdition }).sort({ _id: 1 }).batchSize(ONE_BATCH).lean();
}

export async function findNamedSuccessions(connection: Connection): Promise<NamedSuccession[]> {
  return namedSuccessionsOf(connection).find({}, { _id: 0 }).lean();
}

/** Puts these in the place of all that the data file gave before. */
export async function replaceNamedSuccessions(
  connection: Connection,
  rows: readonly NamedSuccession[],
  session: ClientSession,
): Promise<void> {
  await namedSuccessionsOf(connection).deleteMany({}, { session });
  await namedSuccessionsOf(connection).insertMany(rows, { session });
}

/** Puts these in the place of all there were. */
export async function replaceSuccessions(
  connection: Connection,
  successions: readonly Succession[],
  session: ClientSession,
): Promise<void> {
  await successionsOf(connection).deleteMany({}, { session });
  await successionsOf(connection).insertMany(
    successions.map((one) => ({ ...one, itemIds: [one.fromId, ...one.toIds] })),
    { session },
  );
}
