import { type Connection, Schema, trusted } from 'mongoose';
import { modelOf } from '../store/model-of.js';

/** The heads of all aggregates on a day, in one digest. */
export interface Anchor {
  /** The day of the machine, in UTC: `2026-11-01`. */
  readonly _id: string;
  /** Whose heads count: one that was broken off has left heads of another run. */
  readonly run: string;
  readonly aggregates: number;
  readonly digest: string;
  readonly anchoredAt: Date;
}

/** The newest row that an aggregate had when it was anchored; kept where it is not that of the anchor before. */
export interface AnchoredHead {
  readonly run: string;
  readonly aggregate: string;
  readonly version: number;
  readonly hash: string;
}

const anchors = new Schema<Anchor>(
  { _id: String, run: String, aggregates: Number, digest: String, anchoredAt: Date },
  { versionKey: false },
);
const heads = new Schema<AnchoredHead>(
  { run: String, aggregate: String, version: Number, hash: String },
  { versionKey: false },
);
heads.index({ aggregate: 1, version: 1 });

const anchorsOf = (connection: Connection) => modelOf<Anchor>(connection, 'anchors', anchors);
const headsOf = (connection: Connection) => modelOf<AnchoredHead>(connection, 'anchoredHeads', heads);

/** Makes the collections with their indexes. */
export async function createAnchors(connection: Connection): Promise<void> {
  for (const model of [anchorsOf(connection), headsOf(connection)]) {
    await model.createCollection();
    await model.createIndexes();
  }
}

export async function findAnchor(connection: Connection, id: string): Promise<Anchor | null> {
  return anchorsOf(connection).findById(id).lean();
}

/** All anchors, from the first. */
export async function listAnchors(connection: Connection): Promise<readonly Anchor[]> {
  return anchorsOf(connection).find().sort({ _id: 1 }).lean();
}

export async function storeAnchor(connection: Connection, anchor: Anchor): Promise<void> {
  await anchorsOf(connection).insertMany([anchor]);
}

export async function storeHeads(connection: Connection, anchored: readonly AnchoredHead[]): Promise<void> {
  await headsOf(connection).insertMany(anchored);
}

/** Every anchored head, by aggregate and version, as a stream. */
export function streamHeads(connection: Connection): AsyncIterable<AnchoredHead> {
  return headsOf(connection)
    .find({ aggregate: trusted({ $gte: '' }) })
    .sort({ aggregate: 1, version: 1 })
    .lean()
    .cursor();
}
