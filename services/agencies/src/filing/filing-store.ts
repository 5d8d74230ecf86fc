import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, type PageQuery, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Filing, FilingAuthority, Standing } from './filing.js';
import { factsSchema, recordSchema, standingSchema } from './filing-facts-store.js';
import { nextMilestone } from './filing-milestone-rules.js';
import { authoritySpan } from './filing-task-rules.js';

/** Beside the filing in the store, for its indexes: both follow from it. */
export interface StoredFiling extends Filing {
  /** When its authority has something to see to. */
  readonly authoritySpan: Standing | null;
  /** The next day on which the clock has something to tell; null where there is none, or where no act made the filing. */
  readonly clockOn: Day | null;
}

const schema = new Schema<StoredFiling>(
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
    record: recordSchema,
    authoritySpan: standingSchema,
    clockOn: String,
  },
  { versionKey: false },
);
schema.index({ agencyId: 1 });
schema.index({ receiptNo: 1 }, { unique: true, sparse: true });
schema.index({ synthetic: 1 });
// What falls due is found by the last day of validity.
schema.index({ 'facts.periods.to': 1 });
schema.index({ 'facts.suspensions.to': 1 });
schema.index({ 'record.notEvaluable.dueOn': 1 });
schema.index({ clockOn: 1 });
schema.index({ 'authority.body': 1, 'authority.district': 1, 'authoritySpan.from': 1, _id: 1 });

/** The model, for the other stores of filings. */
export function filingsOf(connection: Connection): Model<StoredFiling> {
  return modelOf(connection, 'filings', schema);
}

export async function createFilingIndexes(connection: Connection): Promise<void> {
  await filingsOf(connection).createIndexes();
}

export async function findFilingsById(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Filing[]> {
  return filingsOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .session(session ?? null)
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
  const found = await filingsOf(connection).findById(id).session(session).lean<StoredFiling | null>();
  return found && filingOf(found);
}

/** Puts what an act has made of a filing in the place of what it was. */
export async function replaceFiling(connection: Connection, filing: Filing, session: ClientSession): Promise<void> {
  await filingsOf(connection).replaceOne({ _id: filing._id }, storedFiling(filing), { session });
}

/** Every filing of the agencies; an agency has few. */
export async function findFilingsOfAgencies(
  connection: Connection,
  agencyIds: readonly string[],
  session?: ClientSession,
): Promise<Filing[]> {
  return filingsOf(connection)
    .find({ agencyId: trusted({ $in: agencyIds }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<Filing[]>();
}

/** A range of days, both ends included. */
export type DayRange = readonly [first: Day, last: Day];

/**
 * The filings with a period of validity whose last day lies in one of some ranges, or with a suspension or time to adjust an item
 * that ends in another.
 */
export async function findFilingsEndingIn(
  connection: Connection,
  periods: readonly DayRange[],
  others: DayRange,
): Promise<Filing[]> {
  const within = ([first, last]: DayRange) => ({ $gte: first, $lte: last });
  const conditions = [
    ...periods.map((range) => ({ 'facts.periods': trusted({ $elemMatch: { to: within(range) } }) })),
    { 'facts.suspensions': trusted({ $elemMatch: { to: within(others) } }) },
    { 'record.notEvaluable': trusted({ $elemMatch: { dueOn: within(others) } }) },
  ];
  return filingsOf(connection).find({ $or: conditions }).batchSize(ONE_BATCH).lean<Filing[]>();
}

/** Whose inbox: an authority on a day. */
export interface AuthorityInbox {
  readonly body: FilingAuthority['body'];
  readonly district: FilingAuthority['district'];
  readonly asOf: Day;
}

/** A page of the filings that wait for their authority. */
export async function findFilingPageFor(
  connection: Connection,
  inbox: AuthorityInbox,
  { where, sort, limit }: PageQuery,
): Promise<StoredFiling[]> {
  return filingsOf(connection)
    .find({ $and: [waitingWhere(inbox), where] })
    .sort(sort)
    .limit(limit)
    .lean<StoredFiling[]>();
}

export async function countFilingsFor(connection: Connection, inbox: AuthorityInbox): Promise<number> {
  return filingsOf(connection).countDocuments(waitingWhere(inbox));
}

function waitingWhere({ body, district, asOf }: AuthorityInbox): Record<string, unknown> {
  return {
    'authority.body': body,
    'authority.district': district,
    'authoritySpan.from': trusted({ $lte: asOf }),
    'authoritySpan.to': trusted({ $not: { $lt: asOf } }),
  };
}

/** The ids of filings about which the clock has something to tell by a day, the oldest first. */
export async function findFilingsToTell(connection: Connection, on: Day, limit: number): Promise<readonly string[]> {
  const found = await filingsOf(connection)
    .find({ clockOn: trusted({ $ne: null, $lte: on }) }, { _id: 1 })
    .sort({ clockOn: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean();
  return found.map(({ _id }) => _id);
}

/** A filing with what its indexes need. */
export function storedFiling(filing: Filing): StoredFiling {
  return {
    ...filing,
    authoritySpan: authoritySpan(filing),
    // What was loaded is read anew with its days; only what acts have made has a history to tell of.
    clockOn: filing.version === undefined ? null : (nextMilestone(filing)?.on ?? null),
  };
}

function filingOf(stored: StoredFiling): Filing {
  const { authoritySpan: _span, clockOn: _on, ...filing } = stored;
  return filing;
}

/** Adds filings; their ids must be new. */
export async function insertFilings(
  connection: Connection,
  filings: readonly Filing[],
  session?: ClientSession,
): Promise<void> {
  await filingsOf(connection).insertMany(filings.map(storedFiling), { lean: true, ...(session && { session }) });
}

/** Removes all invented filings that were loaded, or all real ones. What an act has made stays. */
export async function deleteFilings(
  connection: Connection,
  synthetic: boolean,
  session?: ClientSession,
): Promise<void> {
  await filingsOf(connection).deleteMany({ synthetic, version: null }, session && { session });
}
