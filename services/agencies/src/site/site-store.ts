import type { DistrictCode } from '@shanghai/kernel';
import { ONE_BATCH, type PageQuery, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Site } from './site.js';
import { waitsForDistrict } from './site-stay-rules.js';

/** Beside the site in the store, for an index: it follows from it. */
interface StoredSite extends Site {
  /** Where a bureau has still to decide on it; null where none has. */
  readonly waitsIn: DistrictCode | null;
}

const embedded = { _id: false } as const;

const schema = new Schema<StoredSite>(
  {
    _id: String,
    agencyId: String,
    name: String,
    address: String,
    district: String,
    from: String,
    to: String,
    synthetic: Boolean,
    byAct: Boolean,
    version: Number,
    items: { type: [{ ...embedded, subject: String, fullName: String, from: String, to: String }], default: undefined },
    surveillance: { type: [{ ...embedded, on: String, hasVideoSurveillance: Boolean }], default: undefined },
    space: String,
    registeredOn: String,
    recommendation: new Schema({ district: String, on: String }, embedded),
    refusal: new Schema({ on: String, reason: String }, embedded),
    remarks: { type: [Schema.Types.Mixed], default: undefined },
    waitsIn: String,
  },
  { versionKey: false },
);
schema.index({ agencyId: 1 });
schema.index({ synthetic: 1 });
schema.index({ waitsIn: 1, registeredOn: 1, _id: 1 });

function sitesOf(connection: Connection): Model<StoredSite> {
  return modelOf(connection, 'sites', schema);
}

export async function createSiteIndexes(connection: Connection): Promise<void> {
  await sitesOf(connection).createIndexes();
}

/** Which sites somebody may look up: everyone those that were ever in use, those who take part in it any other too. */
export function sitesSeenBy({
  role,
  scopes,
}: {
  readonly role: string;
  readonly scopes: Readonly<Record<string, string>>;
}) {
  if (['CENTRE', 'BUREAU', 'ANALYST', 'AUDITOR'].includes(role)) return {};
  const wasInUse = { from: trusted({ $ne: null }) };
  if (role === 'AGENCY') return { $or: [wasInUse, { agencyId: scopes['agency'] ?? '' }] };
  if (role === 'DISTRICT_BUREAU') return { $or: [wasInUse, { district: scopes['district'] ?? '' }] };
  return wasInUse;
}

export async function findSitesById(
  connection: Connection,
  ids: readonly string[],
  seen: Readonly<Record<string, unknown>>,
): Promise<Site[]> {
  return sitesOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, seen] })
    .batchSize(ONE_BATCH)
    .lean<Site[]>();
}

/** Every site of the agencies, of any time, recommended or not; an agency has few. */
export async function findSitesOfAgencies(
  connection: Connection,
  agencyIds: readonly string[],
  session?: ClientSession,
): Promise<Site[]> {
  return sitesOf(connection)
    .find({ agencyId: trusted({ $in: agencyIds }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<Site[]>();
}

/** Which of these agencies have sites that acts have made or changed. */
export async function findAgenciesWithActs(
  connection: Connection,
  agencyIds: readonly string[],
  session?: ClientSession,
): Promise<Pick<Site, '_id' | 'agencyId'>[]> {
  return sitesOf(connection)
    .find({ agencyId: trusted({ $in: agencyIds }), byAct: true }, { agencyId: 1 })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<Pick<Site, '_id' | 'agencyId'>[]>();
}

/** A page of the sites that wait for a district. */
export async function findWaitingSitePage(
  connection: Connection,
  district: DistrictCode,
  { where, sort, limit }: PageQuery,
): Promise<Site[]> {
  return sitesOf(connection)
    .find({ $and: [{ waitsIn: district }, where] })
    .sort(sort)
    .limit(limit)
    .lean<Site[]>();
}

export async function countWaitingSites(connection: Connection, district: DistrictCode): Promise<number> {
  return sitesOf(connection).countDocuments({ waitsIn: district });
}

export async function findSite(connection: Connection, id: string, session: ClientSession): Promise<Site | null> {
  const found = await sitesOf(connection).findById(id).session(session).lean<StoredSite | null>();
  if (!found) return null;
  const { waitsIn: _, ...site } = found;
  return site;
}

/** Puts what an act has made of a site in the place of what it was, or adds it. */
export async function replaceSite(connection: Connection, site: Site, session: ClientSession): Promise<void> {
  await sitesOf(connection).replaceOne({ _id: site._id }, storedSite(site), { upsert: true, session });
}

/** Adds sites; their ids must be new. */
export async function insertSites(
  connection: Connection,
  sites: readonly Site[],
  session?: ClientSession,
): Promise<void> {
  await sitesOf(connection).insertMany(sites.map(storedSite), { lean: true, ...(session && { session }) });
}

/** Removes all invented sites that were loaded, or all real ones. What an act has made or changed stays. */
export async function deleteSites(connection: Connection, synthetic: boolean, session?: ClientSession): Promise<void> {
  await sitesOf(connection).deleteMany({ synthetic, byAct: null }, session && { session });
}

function storedSite(site: Site): StoredSite {
  return { ...site, waitsIn: waitsForDistrict(site) ? site.district : null };
}
