import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ComparisonWhere } from './comparison-store.js';
import type { TouchedCase } from './touched-case.js';

const { Mixed } = Schema.Types;

const schema = new Schema<TouchedCase>(
  {
    _id: String,
    edition: String,
    effectiveOn: String,
    toldOn: String,
    caseId: String,
    agencyId: String,
    districts: [String],
    mappingId: String,
    before: Mixed,
    after: Mixed,
  },
  { versionKey: false, minimize: false },
);
// One for each way in which rows are narrowed, in the order of lists; then by edition.
schema.index({ toldOn: -1, _id: 1 });
schema.index({ districts: 1, toldOn: -1, _id: 1 });
schema.index({ agencyId: 1, toldOn: -1, _id: 1 });
schema.index({ edition: 1, toldOn: -1, _id: 1 });

function touchedOf(connection: Connection): Model<TouchedCase> {
  return modelOf(connection, 'touchedComparisons', schema);
}

/** The newest first. */
export const newestTouchedFirst: Order<TouchedCase> = [
  { field: 'toldOn', direction: 'desc', of: ({ toldOn }) => toldOn },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The part of a filter that keeps to the cases in a caller's scope; every read on behalf of a caller has it. */
export function touchedVisibleTo(caller: Pick<Caller, 'scopes'>): ComparisonWhere {
  return rowsOf(caller, { district: 'districts', agency: 'agencyId' });
}

/** The condition of a filter: those of one edition, or of all. */
export function touchedWhere(edition: string | null | undefined): ComparisonWhere {
  return edition == null ? { toldOn: trusted({ $gte: '' }) } : { edition };
}

export async function createTouchedIndexes(connection: Connection): Promise<void> {
  await touchedOf(connection).createCollection();
  await touchedOf(connection).createIndexes();
}

/** Keeps what was touched; what was told before stays as it was. */
export async function storeTouched(
  connection: Connection,
  touched: readonly TouchedCase[],
  session: ClientSession,
): Promise<void> {
  if (touched.length === 0) return;
  const updates = touched.map(({ _id, ...one }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: one }, upsert: true },
  }));
  await touchedOf(connection).bulkWrite(updates, { session });
}

export async function findTouchedPage(
  connection: Connection,
  conditions: readonly ComparisonWhere[],
  { where, sort, limit }: PageQuery,
): Promise<TouchedCase[]> {
  return touchedOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<TouchedCase[]>();
}

export async function countTouched(connection: Connection, conditions: readonly ComparisonWhere[]): Promise<number> {
  return touchedOf(connection).countDocuments({ $and: [...conditions] });
}
