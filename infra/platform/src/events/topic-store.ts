import { type ClientSession, type Connection, Schema } from 'mongoose';
import { ONE_BATCH, modelOf } from '../store/model-of.js';
import type { StoredEvent } from './event-store.js';

/** What events are about, with the position of the newest of them: by it others see that something has changed. */
interface Topic {
  /** The part of an event's type before the point: `filing` of `filing.suspended`. */
  readonly _id: string;
  readonly position: number;
}

const topics = new Schema<Topic>({ _id: String, position: Number }, { versionKey: false });

const topicsOf = (connection: Connection) => modelOf<Topic>(connection, 'topics', topics);

/** Makes the collection, which a transaction cannot. */
export async function createTopics(connection: Connection): Promise<void> {
  await topicsOf(connection).createCollection();
}

/** The topic of an event. */
export function topicOf({ type }: Pick<StoredEvent, 'type'>): string {
  return type.split('.', 1)[0]!;
}

/** Moves the topics of events that are appended to their positions. */
export async function noteTopics(
  connection: Connection,
  appended: readonly Pick<StoredEvent, '_id' | 'type'>[],
  session: ClientSession,
): Promise<void> {
  const newest = new Map(appended.map((event) => [topicOf(event), event._id]));
  await topicsOf(connection).bulkWrite(
    [...newest].map(([_id, position]) => ({
      updateOne: { filter: { _id }, update: { $set: { position } }, upsert: true },
    })),
    { session },
  );
}

/** The position of the newest event of each topic that has one. */
export async function listTopics(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const found = await topicsOf(connection).find().batchSize(ONE_BATCH).lean();
  return new Map(found.map(({ _id, position }) => [_id, position]));
}
