import type { Day, NoticeNumber } from '@shanghai/kernel';
import { ONE_BATCH, type Versioned, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { type DroppedItem, type Edition, type EditionKind, inOrder } from './editions.js';

/** An edition as its acts have left it. */
export interface KeptEdition extends Edition {
  /** SHA-256 of all that others were last told of it. */
  readonly contentHash: string;
  readonly itemCount: number;
  /** SHA-256 of what the act of publication said, by which the same is known again; null for the lists of the notices. */
  readonly statementHash: string | null;
}

interface StoredEdition {
  readonly _id: string;
  readonly version: number;
  readonly kind: EditionKind;
  readonly notice: NoticeNumber;
  readonly annex: string;
  readonly title: string;
  readonly effectiveOn: Day;
  readonly basisDocument: string | null;
  readonly publishedAt: Date | null;
  readonly previous: string | null;
  readonly dropped: readonly DroppedItem[];
  readonly contentHash: string;
  readonly itemCount: number;
  readonly statementHash: string | null;
}

const schema = new Schema<StoredEdition>(
  {
    _id: String,
    version: Number,
    kind: String,
    notice: String,
    annex: String,
    title: String,
    effectiveOn: String,
    basisDocument: String,
    publishedAt: Date,
    previous: String,
    dropped: [{ _id: false, fullName: String, reason: String }],
    contentHash: String,
    itemCount: Number,
    statementHash: String,
  },
  { versionKey: false },
);

const editionsOf = (connection: Connection): Model<StoredEdition> =>
  modelOf<StoredEdition>(connection, 'publishedEditions', schema);

export async function createEditions(connection: Connection): Promise<void> {
  await editionsOf(connection).createCollection();
}

/** Every published edition, in the order of issue. */
export async function allEditions(connection: Connection, session?: ClientSession): Promise<readonly KeptEdition[]> {
  const stored = await editionsOf(connection)
    .find({ _id: trusted({ $gte: '' }) })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredEdition[]>();
  return inOrder(stored.filter(({ kind }) => (kind as EditionKind | undefined) !== undefined).map(keptOf));
}

export async function findKeptEdition(
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<Versioned<KeptEdition> | null> {
  const found = await editionsOf(connection)
    .findById(id)
    .session(session ?? null)
    .lean<StoredEdition>();
  return found && { state: keptOf(found), version: found.version };
}

/** Stores what an act has made of an edition. */
export async function saveEdition(
  connection: Connection,
  { id: _id, ...edition }: KeptEdition,
  version: number,
  session: ClientSession,
): Promise<void> {
  await editionsOf(connection).replaceOne({ _id }, { ...edition, version }, { upsert: true, session });
}

function keptOf({ _id: id, version: _version, ...edition }: StoredEdition): KeptEdition {
  return { id, ...edition };
}
