import { modelOf } from '@shanghai/platform';
import { type Connection, type Model, Schema } from 'mongoose';

/** How often somebody has tried to prove on a day to be the holder of what a number and a name say. */
interface ProofAttempts {
  readonly _id: string;
  readonly attempts: number;
  readonly at: Date;
}

const SECONDS_KEPT = 3 * 86_400;

const schema = new Schema<ProofAttempts>({ _id: String, attempts: Number, at: Date }, { versionKey: false });
schema.index({ at: 1 }, { expireAfterSeconds: SECONDS_KEPT });

function attemptsOf(connection: Connection): Model<ProofAttempts> {
  return modelOf(connection, 'proofAttempts', schema);
}

export async function createProofAttemptIndexes(connection: Connection): Promise<void> {
  await attemptsOf(connection).createCollection();
  await attemptsOf(connection).createIndexes();
}

/** Counts one more attempt, whether there is such a certificate or not; gives how many there are. */
export async function countProofAttempt(connection: Connection, id: string, at: Date): Promise<number> {
  const counted = await attemptsOf(connection)
    .findOneAndUpdate(
      { _id: id },
      { $inc: { attempts: 1 }, $setOnInsert: { at } },
      { upsert: true, returnDocument: 'after' },
    )
    .lean<ProofAttempts>();
  return counted.attempts;
}
