import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import type { Succession } from './succession-rules.js';

/** A succession with the ids of both sides, by which it is found. */
export interface StoredSuccession extends Succession {
  readonly itemIds: readonly string[];
}

/** A succession as a data file or an act says it, by names. */
export interface NamedSuccession {
  readonly kind: Succession['kind'];
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

namedSchema.index({ toEdition: 1 });

function successionsOf(connection: Connection) {
  return modelOf<StoredSuccession>(connection, 'successions', schema);
}

function namedSuccessionsOf(connection: Connection) {
  return modelOf<NamedSuccession>(connection, 'namedSuccessions', namedSchema);
}

export async function createSuccessionIndexes(connection: Connection): Promise<void> {
  await successionsOf(connection).createIndexes();
  await namedSuccessionsOf(connection).createIndexes();
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

export async function findNamedSuccessions(
  connection: Connection,
  session?: ClientSession,
): Promise<NamedSuccession[]> {
  return namedSuccessionsOf(connection)
    .find({ toEdition: trusted({ $gte: '' }) }, { _id: 0 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean();
}

/** Puts these in the place of all there were that lead to one of these editions. */
export async function replaceNamedSuccessions(
  connection: Connection,
  toEditions: readonly string[],
  rows: readonly NamedSuccession[],
  session: ClientSession,
): Promise<void> {
  await namedSuccessionsOf(connection).deleteMany({ toEdition: trusted({ $in: toEditions }) }, { session });
  await addNamedSuccessions(connection, rows, session);
}

/** Adds those that an act has stated. */
export async function addNamedSuccessions(
  connection: Connection,
  rows: readonly NamedSuccession[],
  session: ClientSession,
): Promise<void> {
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
