import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import { ONE_BATCH, modelOf } from '../store/model-of.js';
import { createTopics, noteTopics } from './topic-store.js';

/** What one act tells others, with its place among all events. */
export interface StoredEvent {
  /** 1, 2, 3 ... without a gap: given when the event is appended, after its act was committed. */
  readonly _id: number;
  /** Which row of which journal it is from: `library:loan/7/3`. Appended once. */
  readonly source: string;
  /** Whose journal. */
  readonly origin: string;
  readonly aggregate: string;
  readonly version: number;
  readonly type: string;
  /** The verb; absent from what was told before verbs were. */
  readonly act?: string;
  /** The ids of the rules that the act was judged by; absent where there were none. */
  readonly rules?: readonly string[];
  /** JSON. */
  readonly payload: string;
  /** The instant of the act. */
  readonly at: Date;
}

const events = new Schema<StoredEvent>(
  {
    _id: Number,
    source: String,
    origin: String,
    aggregate: String,
    version: Number,
    type: String,
    act: String,
    rules: { type: [String], default: undefined },
    payload: String,
    at: Date,
  },
  { versionKey: false },
);
events.index({ source: 1 }, { unique: true });

interface Head {
  readonly _id: 'head';
  readonly position: number;
}

const heads = new Schema<Head>({ _id: String, position: Number }, { versionKey: false });

const eventsOf = (connection: Connection) => modelOf<StoredEvent>(connection, 'events', events);
const headsOf = (connection: Connection) => modelOf<Head>(connection, 'heads', heads);

/** Makes the collections and indexes that the relay needs: a transaction cannot make them. */
export async function createEvents(connection: Connection): Promise<void> {
  for (const model of [eventsOf(connection), headsOf(connection)]) {
    await model.createCollection();
    await model.createIndexes();
  }
  await createTopics(connection);
}

/** The position of the newest event; 0 before the first. */
export async function headOf(connection: Connection, session?: ClientSession): Promise<number> {
  return (
    (
      await headsOf(connection)
        .findById('head')
        .session(session ?? null)
        .lean()
    )?.position ?? 0
  );
}

/** Which of the sources have their event already. */
export async function findAppended(
  connection: Connection,
  sources: readonly string[],
  session: ClientSession,
): Promise<ReadonlySet<string>> {
  const found = await eventsOf(connection)
    .find({ source: trusted({ $in: sources }) }, { source: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean();
  return new Set(found.map(({ source }) => source));
}

/** Appends events after the head, and moves it and their topics. */
export async function appendEvents(
  connection: Connection,
  head: number,
  appended: readonly Omit<StoredEvent, '_id'>[],
  session: ClientSession,
): Promise<void> {
  await headsOf(connection).updateOne(
    { _id: 'head' },
    { $set: { position: head + appended.length } },
    { upsert: true, session },
  );
  const placed = appended.map((event, index) => ({ ...event, _id: head + index + 1 }));
  await eventsOf(connection).insertMany(placed, { session });
  await noteTopics(connection, placed, session);
}

/** The events after a position, in order. */
export async function listEvents(
  connection: Connection,
  after: number,
  limit: number,
): Promise<readonly StoredEvent[]> {
  return eventsOf(connection)
    .find({ _id: trusted({ $gt: after }) })
    .sort({ _id: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean();
}
