import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ShareLink, StoredShareLink } from './share-link.js';

const schema = new Schema<StoredShareLink>(
  {
    _id: String,
    version: Number,
    tokenHash: String,
    controlHash: String,
    certificateId: String,
    createdAt: Date,
    expiresAt: Date,
    revokedAt: Date,
    opened: Number,
  },
  { versionKey: false, minimize: false },
);
schema.index({ tokenHash: 1 }, { unique: true });
schema.index({ controlHash: 1 }, { unique: true });
schema.index({ certificateId: 1, expiresAt: 1 });

function linksOf(connection: Connection): Model<StoredShareLink> {
  return modelOf(connection, 'shareLinks', schema);
}

export async function createShareLinkIndexes(connection: Connection): Promise<void> {
  await linksOf(connection).createCollection();
  await linksOf(connection).createIndexes();
}

/** By the hash of what a link is opened with, or of what it is ended with. */
export type LinkKey = Pick<ShareLink, 'tokenHash'> | Pick<ShareLink, 'controlHash'>;

export async function findShareLink(
  connection: Connection,
  key: LinkKey,
  session?: ClientSession,
): Promise<StoredShareLink | null> {
  return linksOf(connection)
    .findOne({ ...key })
    .session(session ?? null)
    .lean<StoredShareLink | null>();
}

export async function findShareLinkById(
  connection: Connection,
  id: string,
  session: ClientSession,
): Promise<StoredShareLink | null> {
  return linksOf(connection).findById(id).session(session).lean<StoredShareLink | null>();
}

/** How many links of a certificate can be opened at an instant. */
export async function countStandingLinks(
  connection: Connection,
  certificateId: string,
  now: Date,
  session: ClientSession,
): Promise<number> {
  const links = await linksOf(connection)
    .find({ certificateId, expiresAt: trusted({ $gt: now }) }, { revokedAt: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<Pick<StoredShareLink, 'revokedAt'>[]>();
  return links.filter(({ revokedAt }) => revokedAt === null).length;
}

/** Stores what an act has made of a link: its first version is inserted, a later one replaces the one before. */
export async function saveShareLink(
  connection: Connection,
  link: ShareLink,
  version: number,
  session: ClientSession,
): Promise<void> {
  if (version === 1) {
    await linksOf(connection).insertMany([{ ...link, version }], { lean: true, session });
    return;
  }
  const { _id } = link;
  const replaced = await linksOf(connection).replaceOne(
    { _id, version: version - 1 },
    { ...link, version },
    { session },
  );
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}
