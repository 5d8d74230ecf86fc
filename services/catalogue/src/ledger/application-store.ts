import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';

/** 适用情况: what a rule has done so far. Numbers, instants and the name of an act: nothing leads to a case or a person. */
export interface RuleApplication {
  /** The ledger id. */
  readonly _id: string;
  readonly done: number;
  readonly lastDoneAt: Date | null;
  readonly lastAct: string | null;
  /** What each service last told of it. */
  readonly refusals: readonly Refusals[];
}

interface Refusals {
  readonly service: string;
  readonly count: number;
  readonly lastAt: Date;
}

const schema = new Schema<RuleApplication>(
  {
    _id: String,
    done: Number,
    lastDoneAt: Date,
    lastAct: String,
    refusals: [{ _id: false, service: String, count: Number, lastAt: Date }],
  },
  { versionKey: false },
);

const applicationsOf = (connection: Connection) => modelOf<RuleApplication>(connection, 'ruleApplications', schema);

export async function createRuleApplications(connection: Connection): Promise<void> {
  await applicationsOf(connection).createCollection();
}

/** What the rules have done, of those that have done anything. */
export async function findRuleApplications(
  connection: Connection,
  rules: readonly string[],
): Promise<readonly RuleApplication[]> {
  const found = await applicationsOf(connection)
    .find({ _id: trusted({ $in: rules }) })
    .batchSize(ONE_BATCH)
    .lean();
  return found.map((one) => ({ ...unapplied(one._id), ...one }));
}

/** Of a rule that has done nothing yet. */
export function unapplied(rule: string): RuleApplication {
  return { _id: rule, done: 0, lastDoneAt: null, lastAct: null, refusals: [] };
}

/** Counts an act that was judged by these rules and done. Acts arrive in the order in which they were told, not of their instants. */
export async function countApplication(
  connection: Connection,
  rules: readonly string[],
  { act, at }: { readonly act: string; readonly at: Date },
  session: ClientSession,
): Promise<void> {
  const known = await findRuleApplications(connection, rules);
  const later = new Set(known.filter(({ lastDoneAt }) => lastDoneAt && lastDoneAt > at).map(({ _id }) => _id));
  await applicationsOf(connection).bulkWrite(
    rules.map((_id) => ({
      updateOne: {
        filter: { _id },
        update: { $inc: { done: 1 }, ...(!later.has(_id) && { $set: { lastDoneAt: at, lastAct: act } }) },
        upsert: true,
      },
    })),
    { session },
  );
}

/** Puts what a service tells of its refusals in the place of what it told before. */
export async function replaceRefusals(
  connection: Connection,
  counts: readonly (Refusals & { readonly rule: string })[],
  session: ClientSession,
): Promise<void> {
  const model = applicationsOf(connection);
  await model.bulkWrite(
    counts.flatMap(({ rule: _id, service, count, lastAt }) => [
      { updateOne: { filter: { _id }, update: { $pull: { refusals: { service } } } } },
      { updateOne: { filter: { _id }, update: { $push: { refusals: { service, count, lastAt } } }, upsert: true } },
    ]),
    { session },
  );
}
