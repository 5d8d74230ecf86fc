import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../store/model-of.js';

/** An accepted act that may be asked for again with the same key. */
export interface RememberedAct {
  /** Caller, operation and key. */
  readonly _id: string;
  /** Of what the caller sent, to tell a retry from another request. */
  readonly fingerprint: string;
  readonly rowId: string;
  /** The machine's time, after which it is remembered for 30 days. */
  readonly at: Date;
}

const KEY_LIFE_SECONDS = 30 * 24 * 3_600;

const remembered = new Schema<RememberedAct>(
  { _id: String, fingerprint: String, rowId: String, at: Date },
  { versionKey: false },
);
remembered.index({ at: 1 }, { expireAfterSeconds: KEY_LIFE_SECONDS });

const rememberedOf = (connection: Connection) => modelOf<RememberedAct>(connection, 'rememberedActs', remembered);

/** Makes the collection with its indexes. */
export async function createRememberedActs(connection: Connection): Promise<void> {
  await rememberedOf(connection).createCollection();
  await rememberedOf(connection).createIndexes();
}

export async function findRemembered(
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<RememberedAct | null> {
  return rememberedOf(connection)
    .findById(id)
    .session(session ?? null)
    .lean();
}

export async function rememberAct(connection: Connection, act: RememberedAct, session: ClientSession): Promise<void> {
  await rememberedOf(connection).insertMany([act], { session });
}
