import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import { ONE_BATCH, modelOf } from '../store/model-of.js';

/** How far a consumer has come, in its own store, so that an effect and its position are one transaction. */
interface Progress {
  /** The name of the consumer. */
  readonly _id: string;
  readonly position: number;
  /** How often the next event has failed. */
  readonly failures: number;
}

/** An event that a consumer could not take, or that follows one of the same aggregate that it could not take. */
export interface DeadLetter {
  /** Consumer and position. */
  readonly _id: string;
  readonly consumer: string;
  readonly aggregate: string;
  readonly position: number;
  readonly error: string;
}

const progress = new Schema<Progress>({ _id: String, position: Number, failures: Number }, { versionKey: false });
const letters = new Schema<DeadLetter>(
  { _id: String, consumer: String, aggregate: String, position: Number, error: String },
  { versionKey: false },
);
letters.index({ consumer: 1, aggregate: 1, position: 1 });

const progressOf = (store: Connection) => modelOf<Progress>(store, 'consumers', progress);
const lettersOf = (store: Connection) => modelOf<DeadLetter>(store, 'deadLetters', letters);

/** Makes the collections and indexes of the consumers of a store. */
export async function createConsumers(store: Connection): Promise<void> {
  for (const model of [progressOf(store), lettersOf(store)]) {
    await model.createCollection();
    await model.createIndexes();
  }
}

/** The position of the last event that a consumer has taken; 0 before the first. */
export async function positionOf(store: Connection, consumer: string, session?: ClientSession): Promise<number> {
  return (
    (
      await progressOf(store)
        .findById(consumer)
        .session(session ?? null)
        .lean()
    )?.position ?? 0
  );
}

/** The positions of several consumers; one that has taken nothing has none. */
export async function listPositions(
  store: Connection,
  consumers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await progressOf(store)
    .find({ _id: trusted({ $in: consumers }) })
    .batchSize(ONE_BATCH)
    .lean();
  return new Map(found.map(({ _id, position }) => [_id, position]));
}

export async function storePosition(
  store: Connection,
  consumer: string,
  position: number,
  session: ClientSession,
): Promise<void> {
  await progressOf(store).updateOne({ _id: consumer }, { $set: { position, failures: 0 } }, { upsert: true, session });
}

/** Counts a failure of the next event, and gives their number. */
export async function countFailure(store: Connection, consumer: string): Promise<number> {
  const counted = await progressOf(store)
    .findOneAndUpdate(
      { _id: consumer },
      { $inc: { failures: 1 }, $setOnInsert: { position: 0 } },
      { upsert: true, returnDocument: 'after' },
    )
    .lean();
  return counted.failures;
}

/** Whether an event of the aggregate waits among the dead letters: those after it wait with it. */
export async function isParked(
  store: Connection,
  consumer: string,
  aggregate: string,
  session: ClientSession,
): Promise<boolean> {
  return (await lettersOf(store).exists({ consumer, aggregate }).session(session)) !== null;
}

export async function park(store: Connection, letter: Omit<DeadLetter, '_id'>, session: ClientSession): Promise<void> {
  await lettersOf(store).insertMany([{ _id: `${letter.consumer}/${letter.position}`, ...letter }], { session });
}

/** The dead letters of a consumer, or of one aggregate among them, in the order of their events. */
export async function listDeadLetters(
  store: Connection,
  consumer: string,
  aggregate?: string,
): Promise<readonly DeadLetter[]> {
  return lettersOf(store)
    .find({ consumer, ...(aggregate !== undefined && { aggregate }) })
    .sort({ position: 1 })
    .lean();
}

/** How many dead letters a consumer has. */
export async function countDeadLetters(store: Connection, consumer: string): Promise<number> {
  return lettersOf(store).countDocuments({ consumer });
}

export async function unpark(store: Connection, id: string, session: ClientSession): Promise<void> {
  await lettersOf(store).deleteOne({ _id: id }, { session });
}

/** Forgets how far a consumer has come, so that it begins anew. */
export async function forgetPosition(store: Connection, consumer: string, session: ClientSession): Promise<void> {
  await progressOf(store).deleteOne({ _id: consumer }, { session });
  await lettersOf(store).deleteMany({ consumer: trusted({ $eq: consumer }) }, { session });
}
