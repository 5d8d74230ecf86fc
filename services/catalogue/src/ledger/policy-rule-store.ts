import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';
import type { PolicyRule } from './policy-rule.js';

const schema = new Schema<PolicyRule>(
  {
    _id: String,
    position: Number,
    force: String,
    from: String,
    to: String,
    codes: [String],
    statement: String,
    clauses: [{ _id: false, notice: String, item: String, quote: String }],
    reading: String,
  },
  { versionKey: false },
);
schema.index({ position: 1 });

const rulesOf = (connection: Connection) => modelOf<PolicyRule>(connection, 'policyRules', schema);

export async function createPolicyRules(connection: Connection): Promise<void> {
  await rulesOf(connection).createCollection();
  await rulesOf(connection).createIndexes();
}

/** The whole ledger in its order: a few hundred rows. */
export async function findPolicyRules(connection: Connection): Promise<readonly PolicyRule[]> {
  return rulesOf(connection)
    .find({ position: trusted({ $gte: 1 }) })
    .sort({ position: 1 })
    .batchSize(ONE_BATCH)
    .lean();
}

/** Puts these in the place of all there were. */
export async function replacePolicyRules(
  connection: Connection,
  rules: readonly PolicyRule[],
  session: ClientSession,
): Promise<void> {
  await rulesOf(connection).deleteMany({}, { session });
  await rulesOf(connection).insertMany(rules, { session });
}
