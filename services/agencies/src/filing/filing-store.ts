import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Filing } from './filing.js';
import { factsSchema, standingSchema } from './filing-facts-store.js';

const schema = new Schema<Filing>(
  {
    _id: String,
    agencyId: String,
    authority: new Schema({ body: String, district: String }, { _id: false }),
    receiptNo: String,
    facts: factsSchema,
    standing: standingSchema,
    synthetic: Boolean,
    version: Number,
    reportedToNationalCentreAt: Date,
    publishedOn: String,
  },
  { versionKey: false },
);
schema.index({ agencyId: 1 });
schema.index({ receiptNo: 1 }, { unique: true, sparse: true });
schema.index({ synthetic: 1 });
// What falls due is found by the last day of validity.
schema.index({ 'facts.periods.to': 1 });

function filingsOf(connection: Connection): Model<Filing> {
  return modelOf(connection, 'filings', schema);
}

export async function createFilingIndexes(connection: Connection): Promise<void> {
  await filingsOf(connection).createIndexes();
}

export async function findFilingsById(connection: Connection, ids: readonly string[]): Promise<Filing[]> {
  return filingsOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .batchSize(ONE_BATCH)
    .lean<Filing[]>();
}

export async function findFilingByReceipt(connection: Connection, receiptNo: string): Promise<Filing | null> {
  return filingsOf(connection).findOne({ receiptNo }).lean<Filing | null>();
}

/** Every filing of the agencies; an agency has few. */
export async function findFilingsOfAgencies(connection: Connection, agencyIds: readonly string[]): Promise<Filing[]> {
  return filingsOf(connection)
    .find({ agencyId: trusted({ $in: agencyIds }) })
    .batchSize(ONE_BATCH)
    .lean<Filing[]>();
}

/** A range of days, both ends included. */
export type DayRange = readonly [first: Day, last: Day];

/** The filings with a period of validity whose last day lies in one of these ranges. */
export async function findFilingsEndingIn(connection: Connection, ranges: readonly DayRange[]): Promise<Filing[]> {
  const conditions = ranges.map(([first, last]) => ({
    'facts.periods': trusted({ $elemMatch: { to: { $gte: first, $lte: last } } }),
  }));
  return filingsOf(connection).find({ $or: conditions }).batchSize(ONE_BATCH).lean<Filing[]>();
}

/** Adds filings; their ids must be new. */
export async function insertFilings(
  connection: Connection,
  filings: readonly Filing[],
  session?: ClientSession,
): Promise<void> {
  await filingsOf(connection).insertMany(filings, { lean: true, ...(session && { session }) });
}

/** Removes all invented filings, or all real ones. */
export async function deleteFilings(
  connection: Connection,
  synthetic: boolean,
  session?: ClientSession,
): Promise<void> {
  await filingsOf(connection).deleteMany({ synthetic }, session && { session });
}
