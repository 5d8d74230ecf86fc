import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Site } from './site.js';

const schema = new Schema<Site>(
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
  },
  { versionKey: false },
);
schema.index({ agencyId: 1 });
schema.index({ synthetic: 1 });

function sitesOf(connection: Connection): Model<Site> {
  return modelOf(connection, 'sites', schema);
}

export async function createSiteIndexes(connection: Connection): Promise<void> {
  await sitesOf(connection).createIndexes();
}

export async function findSitesById(connection: Connection, ids: readonly string[]): Promise<Site[]> {
  return sitesOf(connection)
    .find({ _id: trusted({ $in: ids }) })
    .batchSize(ONE_BATCH)
    .lean<Site[]>();
}

/** Every site of the agencies, of any time; an agency has few. */
export async function findSitesOfAgencies(connection: Connection, agencyIds: readonly string[]): Promise<Site[]> {
  return sitesOf(connection)
    .find({ agencyId: trusted({ $in: agencyIds }) })
    .batchSize(ONE_BATCH)
    .lean<Site[]>();
}

/** Adds sites; their ids must be new. */
export async function insertSites(
  connection: Connection,
  sites: readonly Site[],
  session?: ClientSession,
): Promise<void> {
  await sitesOf(connection).insertMany(sites, { lean: true, ...(session && { session }) });
}

/** Removes all invented sites that were loaded, or all real ones. What an act has made stays. */
export async function deleteSites(connection: Connection, synthetic: boolean, session?: ClientSession): Promise<void> {
  await sitesOf(connection).deleteMany({ synthetic, byAct: null }, session && { session });
}
