import { type Connection, Schema, type mongo } from 'mongoose';
import { modelOf } from '../store/model-of.js';

/** An act that was asked for and not done: part of the audit, kept for a time and then forgotten. */
export interface RefusedAct {
  /** The instant of the request. */
  readonly at: Date;
  /** The machine's time, after which it is kept for so many days. */
  readonly recordedAt: Date;
  readonly role: string;
  readonly subject: string | null;
  readonly scopes: Readonly<Record<string, string>>;
  /** The verb. */
  readonly act: string;
  /** Null where it was refused before it was known what it is about. */
  readonly aggregate: string | null;
  /** Why: codes of refusals or of an error, never what the caller wrote. */
  readonly codes: readonly string[];
  readonly requestId: string | null;
}

/** A year, and a month to find it in. The law asks for six months at least (网络安全法 21(三)). */
export const AUDIT_RETENTION_DAYS = 400;

const COLLECTION = 'refusedActs';
const EXPIRY = 'expiry';
const DAY_SECONDS = 86_400;

const schema = new Schema<RefusedAct>(
  {
    at: Date,
    recordedAt: Date,
    role: String,
    subject: String,
    scopes: Schema.Types.Mixed,
    act: String,
    aggregate: String,
    codes: [String],
    requestId: String,
  },
  { versionKey: false, minimize: false },
);

const refusedActsOf = (connection: Connection) => modelOf<RefusedAct>(connection, COLLECTION, schema);

/** Makes the collection, whose rows are forgotten after so many days. */
export async function createRefusedActs(connection: Connection, days: number = AUDIT_RETENTION_DAYS): Promise<void> {
  const model = refusedActsOf(connection);
  await model.createCollection();
  const expireAfterSeconds = days * DAY_SECONDS;
  const known = (await model.collection.indexes()).find(({ name }) => name === EXPIRY);
  if (known === undefined)
    await model.collection.createIndex({ recordedAt: 1 }, { name: EXPIRY, expireAfterSeconds }, {});
  else if (known.expireAfterSeconds !== expireAfterSeconds) await changeExpiry(connection, expireAfterSeconds);
}

async function changeExpiry(connection: Connection, expireAfterSeconds: number): Promise<void> {
  const command: mongo.Document = { collMod: COLLECTION, index: { name: EXPIRY, expireAfterSeconds } };
  await connection.db!.command(command);
}

export async function storeRefusedAct(connection: Connection, refused: RefusedAct): Promise<void> {
  await refusedActsOf(connection).insertMany([refused]);
}

/** The newest of them first. */
export async function listRefusedActs(connection: Connection, first: number): Promise<readonly RefusedAct[]> {
  return refusedActsOf(connection).find({}, { _id: 0 }).sort({ recordedAt: -1 }).limit(first).lean();
}
