import type { Day, DistrictCode, SkillLevelId } from '@shanghai/kernel';
import { nameKey } from '@shanghai/kernel';
import { ONE_BATCH, type PageQuery, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { AgencyType } from '../agency/agency.js';
import type { FilingStatus } from '../filing/filing-state-rules.js';
import type { RegisterPeriod } from './register-period-rules.js';

const embedded = { _id: false } as const;

const schema = new Schema<RegisterPeriod>(
  {
    _id: String,
    filingId: String,
    agencyId: String,
    agencyName: String,
    agencyNameKey: String,
    type: String,
    authority: new Schema({ body: String, district: String }, embedded),
    receiptNo: String,
    synthetic: Boolean,
    isLoaded: Boolean,
    districts: [String],
    from: String,
    to: String,
    status: String,
    validFrom: String,
    validTo: String,
    items: [{ ...embedded, itemId: String, fullName: String, nameKey: String, code: String, levels: [String] }],
    sites: [{ ...embedded, name: String, address: String, district: String }],
    sameIn: [{ ...embedded, from: String, to: String }],
  },
  { versionKey: false },
);
schema.index({ agencyNameKey: 1, _id: 1 });
schema.index({ filingId: 1, from: 1 });
schema.index({ agencyId: 1 });
schema.index({ synthetic: 1 });

function periodsOf(connection: Connection): Model<RegisterPeriod> {
  return modelOf(connection, 'registerPeriods', schema);
}

export async function createRegisterPeriodIndexes(connection: Connection): Promise<void> {
  await periodsOf(connection).createIndexes();
}

/** Which rows of the register are wanted on a day. Absent: all of them. */
export interface RegisterFilter {
  readonly asOf: Day;
  readonly district?: DistrictCode | null | undefined;
  readonly type?: AgencyType | null | undefined;
  readonly state?: FilingStatus | null | undefined;
  readonly itemText?: string | null | undefined;
  readonly itemId?: string | null | undefined;
  readonly level?: SkillLevelId | null | undefined;
  readonly synthetic?: boolean | null | undefined;
  /** Only rows that differ from what was shown on this day. */
  readonly changedSince?: Day | null | undefined;
}

function registerWhere(filter: RegisterFilter): Record<string, unknown> {
  const { asOf, district, type, state, synthetic, changedSince } = filter;
  const items = itemsWhere(filter);
  return {
    // A bound on every name: the index of names then serves the count too.
    agencyNameKey: trusted({ $gte: '' }),
    from: trusted({ $lte: asOf, ...(changedSince != null && { $gt: changedSince }) }),
    to: trusted({ $not: { $lt: asOf } }),
    ...(district != null && { districts: district }),
    ...(type != null && { type }),
    ...(state != null && { status: state }),
    ...(synthetic != null && { synthetic }),
    ...(items && { items: trusted({ $elemMatch: items }) }),
    ...(changedSince != null && { sameIn: trusted({ $not: { $elemMatch: covering(changedSince) } }) }),
  };
}

function itemsWhere({ itemText, itemId, level }: RegisterFilter): Record<string, unknown> | null {
  const wanted = {
    ...(itemText != null && { nameKey: { $regex: escaped(nameKey(itemText)), $options: 'i' } }),
    ...(itemId != null && { itemId }),
    ...(level != null && { levels: level }),
  };
  return Object.keys(wanted).length === 0 ? null : wanted;
}

function covering(on: Day): Record<string, unknown> {
  return { from: { $lte: on }, to: { $gte: on } };
}

export async function findRegisterPage(
  connection: Connection,
  filter: RegisterFilter,
  { where, sort, limit }: PageQuery,
): Promise<RegisterPeriod[]> {
  return periodsOf(connection)
    .find({ $and: [registerWhere(filter), where] })
    .sort(sort)
    .limit(limit)
    .lean<RegisterPeriod[]>();
}

export async function countRegister(connection: Connection, filter: RegisterFilter): Promise<number> {
  return periodsOf(connection).countDocuments(registerWhere(filter));
}

/** Every period of the filings, of each the first one first. */
export async function findPeriodsOfFilings(
  connection: Connection,
  filingIds: readonly string[],
): Promise<RegisterPeriod[]> {
  return periodsOf(connection)
    .find({ filingId: trusted({ $in: filingIds }) })
    .sort({ filingId: 1, from: 1 })
    .batchSize(ONE_BATCH)
    .lean<RegisterPeriod[]>();
}

/** Adds periods; their ids must be new. */
export async function insertRegisterPeriods(
  connection: Connection,
  periods: readonly RegisterPeriod[],
  session?: ClientSession,
): Promise<void> {
  await periodsOf(connection).insertMany(periods, { lean: true, ...(session && { session }) });
}

/** Removes the periods of an agency, which are made anew. */
export async function deletePeriodsOfAgency(
  connection: Connection,
  agencyId: string,
  session?: ClientSession,
): Promise<void> {
  await periodsOf(connection).deleteMany({ agencyId }, session && { session });
}

/** Removes the periods of all invented filings that were loaded, or of all real ones. */
export async function deleteLoadedPeriods(
  connection: Connection,
  synthetic: boolean,
  session?: ClientSession,
): Promise<void> {
  await periodsOf(connection).deleteMany({ synthetic, isLoaded: true }, session && { session });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
