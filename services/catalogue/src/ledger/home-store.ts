import type { RuleHome } from '@shanghai/kernel';
import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';

/** What a service does about a rule. */
export interface HomeOfRule extends RuleHome {
  readonly service: string;
}

interface StoredHomes {
  /** The service. */
  readonly _id: string;
  readonly homes: readonly RuleHome[];
}

const schema = new Schema<StoredHomes>(
  {
    _id: String,
    homes: [{ _id: false, rule: String, enforcement: String, places: [String], reason: String }],
  },
  { versionKey: false },
);

const homesOf = (connection: Connection) => modelOf<StoredHomes>(connection, 'ruleHomes', schema);

export async function createRuleHomes(connection: Connection): Promise<void> {
  await homesOf(connection).createCollection();
}

/** What every service has said, by service. */
export async function findRuleHomes(connection: Connection): Promise<readonly HomeOfRule[]> {
  const found = await homesOf(connection)
    .find({ _id: trusted({ $gte: '' }) })
    .sort({ _id: 1 })
    .lean();
  return found.flatMap(({ _id, homes }) => homes.map((home) => ({ ...home, service: _id })));
}

/** Puts what a service says in the place of what it said before. */
export async function replaceRuleHomes(
  connection: Connection,
  service: string,
  homes: readonly RuleHome[],
  session: ClientSession,
): Promise<void> {
  await homesOf(connection).replaceOne({ _id: service }, { homes }, { upsert: true, session });
}
