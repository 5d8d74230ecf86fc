import { type Versioned, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema } from 'mongoose';

/** What others were last told of an edition. */
export interface PublishedEdition {
  /** SHA-256 of all they were told. */
  readonly contentHash: string;
  readonly itemCount: number;
}

interface StoredPublication extends PublishedEdition {
  /** The edition. */
  readonly _id: string;
  readonly version: number;
}

const schema = new Schema<StoredPublication>(
  { _id: String, contentHash: String, itemCount: Number, version: Number },
  { versionKey: false },
);

const publicationsOf = (connection: Connection) => modelOf<StoredPublication>(connection, 'publishedEditions', schema);

export async function createPublishedEditions(connection: Connection): Promise<void> {
  await publicationsOf(connection).createCollection();
}

export async function findPublishedEdition(
  connection: Connection,
  id: string,
  session: ClientSession,
): Promise<Versioned<PublishedEdition> | null> {
  const found = await publicationsOf(connection).findById(id).session(session).lean();
  return found && { state: { contentHash: found.contentHash, itemCount: found.itemCount }, version: found.version };
}

export async function savePublishedEdition(
  connection: Connection,
  id: string,
  edition: PublishedEdition & { readonly version: number },
  session: ClientSession,
): Promise<void> {
  await publicationsOf(connection).updateOne({ _id: id }, { $set: edition }, { upsert: true, session });
}
