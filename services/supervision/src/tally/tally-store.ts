import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Tally, TallyKind } from './tally.js';

/** A row in the store, with the thing that it is of: `case/` and its id. */
export interface StoredTally extends Tally {
  readonly _id: string;
  readonly thing: string;
}

const schema = new Schema<StoredTally>(
  {
    ...{ _id: String, thing: String, of: String, kind: String, first: String, second: String },
    ...{ from: String, to: String, name: String },
  },
  { versionKey: false, minimize: false },
);
// All that is ever read of a row, so that no count fetches one; then the rows of a thing, which are replaced together.
schema.index({ of: 1, kind: 1, from: 1, to: 1, first: 1, second: 1, thing: 1, name: 1 });
schema.index({ thing: 1 });

function talliesOf(connection: Connection): Model<StoredTally> {
  return modelOf(connection, 'tallies', schema);
}

export async function createTallyIndexes(connection: Connection): Promise<void> {
  await talliesOf(connection).createCollection();
  await talliesOf(connection).createIndexes();
}

/** What things count as from now on: each with its rows, none for what counts no more. */
export async function keepTallies(
  connection: Connection,
  counted: ReadonlyMap<string, readonly Tally[]>,
  session?: ClientSession,
): Promise<void> {
  if (counted.size === 0) return;
  const within = session && { session };
  await talliesOf(connection).deleteMany({ thing: trusted({ $in: [...counted.keys()] }) }, within);
  const rows = [...counted].flatMap(([thing, own]) => own.map((one, no) => ({ ...one, _id: `${thing}/${no}`, thing })));
  if (rows.length > 0) await talliesOf(connection).insertMany(rows, { lean: true, ...within });
}

/** Forgets what is counted of the things whose names begin so. */
export async function forgetTallies(connection: Connection, prefix: string, session: ClientSession): Promise<void> {
  await talliesOf(connection).deleteMany({ thing: trusted({ $gte: prefix, $lt: `${prefix}\uffff` }) }, { session });
}

/** Which rows are counted: those of one body and kind, whose days meet these conditions. */
export interface Counting {
  readonly of: string;
  readonly kind: TallyKind;
  readonly from?: Readonly<Record<string, string>>;
  readonly to?: Readonly<Record<string, string>>;
}

/** Rows that have the keys of a group in common. */
export interface Counted<Key extends string> {
  readonly key: Readonly<Record<Key, string>>;
  readonly count: number;
  /** Those of them that meet the extra condition. */
  readonly meant: number;
}

/** Counts rows by expressions on their fields; `meant` is an expression that is true of some. Read from the index alone. */
export async function countTallies<Key extends string>(
  connection: Connection,
  counting: Counting,
  key: Readonly<Record<Key, unknown>>,
  meant: unknown = false,
): Promise<readonly Counted<Key>[]> {
  return talliesOf(connection).aggregate<Counted<Key>>(
    [
      { $match: counting },
      { $group: { _id: key, count: { $sum: 1 }, meant: { $sum: { $cond: [meant, 1, 0] } } } },
      { $project: { _id: 0, key: '$_id', count: 1, meant: 1 } },
      { $sort: { key: 1 } },
    ],
    { batchSize: ONE_BATCH },
  );
}

/** The rows of one body and kind up to a day, by their days; they too are read from the index alone. */
export async function listTallies(
  connection: Connection,
  { of, kind }: Pick<Counting, 'of' | 'kind'>,
  last: string,
): Promise<readonly Omit<StoredTally, '_id'>[]> {
  return talliesOf(connection)
    .find(
      { of, kind, from: trusted({ $lte: last }) },
      { ...{ _id: 0, of: 1, kind: 1, from: 1, to: 1 }, ...{ first: 1, second: 1, thing: 1, name: 1 } },
    )
    .sort({ from: 1, to: 1, first: 1, second: 1, thing: 1 })
    .batchSize(ONE_BATCH)
    .lean<Omit<StoredTally, '_id'>[]>();
}

/** Whether nothing was ever counted here. */
export async function hasNoTallies(connection: Connection): Promise<boolean> {
  return (
    (await talliesOf(connection)
      .findOne({ thing: trusted({ $gte: '' }) })
      .lean()) === null
  );
}
