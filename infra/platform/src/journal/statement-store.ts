import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../store/model-of.js';
import type { Versioned } from './act.js';

/** What was last said to others of something. */
export interface Statement {
  /** The hash of what was said. */
  readonly hash: string;
  readonly saidAt: string;
}

interface StoredStatement extends Statement {
  readonly _id: string;
  readonly version: number;
}

const schema = new Schema<StoredStatement>(
  { _id: String, hash: String, saidAt: String, version: Number },
  { versionKey: false },
);

const statementsOf = (connection: Connection) => modelOf<StoredStatement>(connection, 'statements', schema);

export async function createStatements(connection: Connection): Promise<void> {
  await statementsOf(connection).createCollection();
}

export async function findStatement(
  connection: Connection,
  name: string,
  session?: ClientSession,
): Promise<Versioned<Statement> | null> {
  const found = await statementsOf(connection)
    .findById(name)
    .session(session ?? null)
    .lean();
  return found && { state: { hash: found.hash, saidAt: found.saidAt }, version: found.version };
}

export async function saveStatement(
  connection: Connection,
  name: string,
  statement: Versioned<Statement>,
  session: ClientSession,
): Promise<void> {
  const { state, version } = statement;
  await statementsOf(connection).replaceOne({ _id: name }, { ...state, version }, { upsert: true, session });
}
