import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ToldVolume } from './grade-fact-rules.js';
import type { GradeFact } from './grade-fact.js';

const schema = new Schema<GradeFact>(
  { _id: Number, agencyId: String, kind: String, sourceId: String, on: String, change: Schema.Types.Mixed },
  { versionKey: false, minimize: false },
);
schema.index({ agencyId: 1, on: 1, _id: 1 });

function factsOf(connection: Connection): Model<GradeFact> {
  return modelOf(connection, 'gradeFacts', schema);
}

export async function createGradeIndexes(connection: Connection): Promise<void> {
  await factsOf(connection).createCollection();
  await factsOf(connection).createIndexes();
}

/** The facts of agencies up to a day: one command, however many agencies. */
export async function findGradeFacts(
  connection: Connection,
  agencyIds: readonly string[],
  on: Day,
  session?: ClientSession,
): Promise<GradeFact[]> {
  return factsOf(connection)
    .find({ agencyId: trusted({ $in: agencyIds }), on: trusted({ $lte: on }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<GradeFact[]>();
}

/** Keeps facts, in the transaction of their event. */
export async function insertGradeFacts(
  connection: Connection,
  facts: readonly GradeFact[],
  session: ClientSession,
): Promise<void> {
  await factsOf(connection).insertMany([...facts], { lean: true, session });
}

/** Counts certificates for their month, in the transaction of their event. */
export async function countVolume(
  connection: Connection,
  { _id, count, ...month }: ToldVolume,
  session: ClientSession,
): Promise<void> {
  const ofMonth = { ...month, kind: 'VOLUME' as const };
  await factsOf(connection).updateOne(
    ofMonth,
    { $inc: { 'change.count': count }, $setOnInsert: { _id } },
    { upsert: true, session },
  );
}

/** Forgets every fact, before they are taken anew from the first event. */
export async function emptyGradeFacts(connection: Connection, session: ClientSession): Promise<void> {
  await factsOf(connection).deleteMany({ _id: trusted({ $gte: 0 }) }, { session });
}
