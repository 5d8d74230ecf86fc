import { type Day, type DistrictCode, type UnifiedSocialCreditCode, nameKey } from '@shanghai/kernel';
import { ONE_BATCH, type PageQuery, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Agency, AgencyType, SiteStay } from './agency.js';

const schema = new Schema<Agency>(
  {
    _id: String,
    name: String,
    nameKey: String,
    type: String,
    nature: String,
    creditCode: String,
    registrationDistrict: String,
    synthetic: Boolean,
    byAct: Boolean,
    sourceRow: String,
    listNo: Number,
    sitesKnown: Boolean,
    siteStays: [{ _id: false, district: String, from: String, to: String }],
  },
  { versionKey: false },
);
schema.index({ nameKey: 1, _id: 1 });
schema.index({ creditCode: 1 }, { unique: true, sparse: true });
schema.index({ synthetic: 1, _id: 1 });
schema.index({ registrationDistrict: 1 });
schema.index({ 'siteStays.district': 1 });

function agenciesOf(connection: Connection): Model<Agency> {
  return modelOf(connection, 'agencies', schema);
}

/** Which agencies are wanted. Absent: all of them. */
export interface AgencyFilter {
  readonly text?: string | null | undefined;
  readonly type?: AgencyType | null | undefined;
  /** Registered in it, or with a site in it on the day. */
  readonly district?: DistrictCode | null | undefined;
  readonly synthetic?: boolean | null | undefined;
  readonly asOf: Day;
}

/** The MongoDB filter of agencies. A text is looked for inside the compared form of their names. */
export function agenciesWhere({ text, type, district, synthetic, asOf }: AgencyFilter): Record<string, unknown> {
  return {
    // A bound on every name where none is asked for: the index of names then serves the count too.
    nameKey: text == null ? trusted({ $gte: '' }) : new RegExp(escaped(nameKey(text)), 'i'),
    ...(type != null && { type }),
    ...(synthetic != null && { synthetic }),
    ...(district != null && { $or: inDistrict(district, asOf) }),
  };
}

function inDistrict(district: DistrictCode, asOf: Day): Record<string, unknown>[] {
  return [{ registrationDistrict: district }, { siteStays: stayIn(district, asOf) }];
}

/** The condition on `siteStays` that there is a site in the district on the day. */
export function stayIn(district: DistrictCode, on: Day): object {
  return trusted({ $elemMatch: { district, from: { $lte: on }, to: { $not: { $lt: on } } } });
}

export async function createAgencyIndexes(connection: Connection): Promise<void> {
  await agenciesOf(connection).createIndexes();
}

export async function findAgencyPage(
  connection: Connection,
  filter: AgencyFilter,
  { where, sort, limit }: PageQuery,
): Promise<Agency[]> {
  return agenciesOf(connection)
    .find({ $and: [agenciesWhere(filter), where] })
    .sort(sort)
    .limit(limit)
    .lean<Agency[]>();
}

export async function countAgencies(connection: Connection, filter: AgencyFilter): Promise<number> {
  return agenciesOf(connection).countDocuments(agenciesWhere(filter));
}

export async function findAgenciesById(
  connection: Connection,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Agency[]> {
  return agenciesOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<Agency[]>();
}

/** Those of these agencies that are registered in a district, or have a site in it on a day. */
export async function findAgenciesInDistrict(
  connection: Connection,
  ids: readonly string[],
  district: DistrictCode,
  asOf: Day,
): Promise<Agency[]> {
  return agenciesOf(connection)
    .find({ _id: trusted({ $in: ids }), $or: inDistrict(district, asOf) })
    .batchSize(ONE_BATCH)
    .lean<Agency[]>();
}

/** The ids of all agencies that are registered in a district, or have a site in it on a day. */
export async function findAgencyIdsInDistrict(
  connection: Connection,
  district: DistrictCode,
  asOf: Day,
): Promise<readonly string[]> {
  const found = await agenciesOf(connection)
    .find({ $or: inDistrict(district, asOf) }, { _id: 1 })
    .batchSize(ONE_BATCH)
    .lean();
  return found.map(({ _id }) => _id);
}

export async function findAgencyByCreditCode(
  connection: Connection,
  creditCode: UnifiedSocialCreditCode,
): Promise<Agency | null> {
  return agenciesOf(connection).findOne({ creditCode }).lean<Agency | null>();
}

/** How many invented agencies there are, or real ones. */
export async function countLoaded(connection: Connection, synthetic: boolean): Promise<number> {
  return agenciesOf(connection).countDocuments({ synthetic });
}

/** The next invented agencies that no act has made, or real ones, in the order of their ids. */
export async function findLoadedAfter(
  connection: Connection,
  synthetic: boolean,
  after: string,
  limit: number,
): Promise<Agency[]> {
  return agenciesOf(connection)
    .find({ synthetic, _id: trusted({ $gt: after }), byAct: null })
    .sort({ _id: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<Agency[]>();
}

/** Puts an agency in the place of what was known of it, or adds it. */
export async function replaceAgency(connection: Connection, agency: Agency, session: ClientSession): Promise<void> {
  await agenciesOf(connection).replaceOne({ _id: agency._id }, agency, { upsert: true, session });
}

export async function findAgencyById(
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<Agency | null> {
  return agenciesOf(connection)
    .findById(id)
    .session(session ?? null)
    .lean<Agency | null>();
}

/** Tells an agency where it has sites. */
export async function setSiteStays(
  connection: Connection,
  agencyId: string,
  siteStays: readonly SiteStay[],
  session?: ClientSession,
): Promise<void> {
  await agenciesOf(connection).updateOne({ _id: agencyId }, { $set: { siteStays } }, session && { session });
}

/** Adds agencies; their ids must be new. */
export async function insertAgencies(
  connection: Connection,
  agencies: readonly Agency[],
  session?: ClientSession,
): Promise<void> {
  await agenciesOf(connection).insertMany(agencies, { lean: true, ...(session && { session }) });
}

/** Removes all invented agencies that were loaded, or all real ones. What an act has made stays. */
export async function deleteAgencies(
  connection: Connection,
  synthetic: boolean,
  session?: ClientSession,
): Promise<void> {
  await agenciesOf(connection).deleteMany({ synthetic, byAct: null }, session && { session });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
