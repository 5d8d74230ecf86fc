import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { RandomDraw, StoredDraw } from './random-draw.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredDraw>(
  {
    _id: String,
    version: Number,
    status: String,
    since: Date,
    lead: Mixed,
    plan: Mixed,
    basis: Mixed,
    inspectors: Mixed,
    recusalReasons: Mixed,
    committedAt: Date,
    sealedSeed: String,
    seed: String,
    picks: Mixed,
    replacements: Mixed,
    performedAt: Date,
    remarks: Mixed,
    district: String,
    industry: String,
    publicFrom: String,
  },
  { versionKey: false, minimize: false },
);
// The order of lists: of the city, of a district, of an authority, of the public.
schema.index({ committedAt: -1, _id: 1 });
schema.index({ district: 1, committedAt: -1, _id: 1 });
schema.index({ industry: 1, committedAt: -1, _id: 1 });
schema.index({ publicFrom: -1, _id: 1 });

function drawsOf(connection: Connection): Model<StoredDraw> {
  return modelOf(connection, 'draws', schema);
}

export async function createDrawIndexes(connection: Connection): Promise<void> {
  await drawsOf(connection).createCollection();
  await drawsOf(connection).createIndexes();
}

/** A part of a store filter. */
export type Condition = Readonly<Record<string, unknown>>;

/** The part of a filter that keeps to the draws in a caller's scope; every read on behalf of a caller has it. */
export function drawsVisibleTo(caller: Pick<Caller, 'scopes'>): Condition {
  return rowsOf(caller, { district: 'district', industry: 'industry' });
}

/** What the public sees on a day: the draws whose inspections were to take place before it. */
export function publicOn(today: Day): Condition {
  return { publicFrom: trusted({ $gt: '', $lte: today }) };
}

/** The newest first. */
export const newestDraws: Order<StoredDraw> = [
  { field: 'committedAt', direction: 'desc', of: ({ committedAt }) => committedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** What became public last comes first. */
export const publishedDraws: Order<StoredDraw> = [
  { field: 'publicFrom', direction: 'desc', of: ({ publicFrom }) => publicFrom! },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

export async function findDrawPage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredDraw[]> {
  return drawsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredDraw[]>();
}

export async function countDraws(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return drawsOf(connection).countDocuments({ $and: [...conditions] });
}

/** The draws of these ids that the condition lets through. */
export async function findDrawsById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredDraw[]> {
  return drawsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredDraw[]>();
}

/** Stores what an act has made of a draw: its first version is inserted, the second replaces it. */
export async function saveDraw(
  connection: Connection,
  draw: RandomDraw,
  version: number,
  session: ClientSession,
): Promise<void> {
  const { _id, ...rest } = storedDraw(draw, version);
  if (version === 1) {
    await drawsOf(connection).insertMany([{ _id, ...rest }], { lean: true, session });
    return;
  }
  const replaced = await drawsOf(connection).replaceOne({ _id, version: version - 1 }, rest, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}

/** A draw with what its indexes need. */
export function storedDraw(draw: RandomDraw, version: number): StoredDraw {
  const { lead, plan, status } = draw;
  const publicFrom = status === 'PERFORMED' ? plan.plannedOn : null;
  return { ...draw, version, district: lead.district, industry: lead.authority, publicFrom };
}

/** The state of a stored draw, as acts and the journal have it. */
export function drawOf({
  version: _version,
  district: _district,
  industry: _industry,
  publicFrom: _from,
  ...draw
}: StoredDraw): RandomDraw {
  return draw;
}
