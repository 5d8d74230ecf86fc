import { type Connection, Schema, trusted } from 'mongoose';
import { ONE_BATCH, modelOf } from '../store/model-of.js';

/** How often acts were refused by one rule: a number and an instant, and nothing of who asked for what. */
export interface RefusalCount {
  /** The id of the rule. */
  readonly _id: string;
  readonly count: number;
  readonly lastAt: Date;
}

const schema = new Schema<RefusalCount>({ _id: String, count: Number, lastAt: Date }, { versionKey: false });

const countsOf = (connection: Connection) => modelOf<RefusalCount>(connection, 'refusalCounts', schema);

/** Counts one refusal more under each of the rules. */
export async function countRefusals(connection: Connection, rules: readonly string[], at: Date): Promise<void> {
  if (rules.length === 0) return;
  await countsOf(connection).bulkWrite(
    rules.map((_id) => ({
      updateOne: { filter: { _id }, update: { $inc: { count: 1 }, $max: { lastAt: at } }, upsert: true },
    })),
  );
}

/** Every rule that has ever refused an act, by its id. */
export async function listRefusalCounts(connection: Connection): Promise<readonly RefusalCount[]> {
  return countsOf(connection)
    .find({ _id: trusted({ $gte: '' }) })
    .sort({ _id: 1 })
    .batchSize(ONE_BATCH)
    .lean();
}
