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
    applicationId: String,
    reportedToNationalCentreAt: Date,
    reportReference: String,
    publishedOn: String,
    publishedIn: String,
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

export async function findFilingByReceipt(
  connection: Connection,
  receiptNo: string,
  session?: ClientSession,
): Promise<Filing | null> {
  return filingsOf(connection)
    .findOne({ receiptNo })
    .session(session ?? null)
    .lean<Filing | null>();
}

export async function findFiling(connection: Connection, id: string, session: ClientSession): Promise<Filing | null> {
  return filingsOf(connection).findById(id).session(session).lean<Filing | null>();
}

/** Puts what an act has made of a filing in the place of what it was. */
export async function replaceFiling(connection: Connection, filing: Filing, session: ClientSession): Promise<void> {
  await filingsOf(connection).replaceOne({ _id: filing._id }, filing, { session });
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

/** Removes all invented filings that were loaded, or all real ones. What an act has made stays. */
export async function deleteFilings(
  connection: Connection,
  synthetic: boolean,
  session?: ClientSession,
): Promise<void> {
  await filingsOf(connection).deleteMany({ synthetic, version: null }, session && { session });
}
