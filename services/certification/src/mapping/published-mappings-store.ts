import { type Versioned, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema } from 'mongoose';

/** What others were last told of the comparison catalogues. */
export interface PublishedMappings {
  /** SHA-256 of all they were told. */
  readonly contentHash: string;
  readonly mappingCount: number;
}

interface StoredPublication extends PublishedMappings {
  readonly _id: string;
  readonly version: number;
}

const schema = new Schema<StoredPublication>(
  { _id: String, contentHash: String, mappingCount: Number, version: Number },
  { versionKey: false },
);

const publicationsOf = (connection: Connection) => modelOf<StoredPublication>(connection, 'publishedMappings', schema);

export async function createPublishedMappings(connection: Connection): Promise<void> {
  await publicationsOf(connection).createCollection();
}

export async function findPublishedMappings(
  connection: Connection,
  id: string,
  session: ClientSession,
): Promise<Versioned<PublishedMappings> | null> {
  const found = await publicationsOf(connection).findById(id).session(session).lean();
  return (
    found && { state: { contentHash: found.contentHash, mappingCount: found.mappingCount }, version: found.version }
  );
}

export async function savePublishedMappings(
  connection: Connection,
  id: string,
  published: PublishedMappings & { readonly version: number },
  session: ClientSession,
): Promise<void> {
  await publicationsOf(connection).updateOne({ _id: id }, { $set: published }, { upsert: true, session });
}
