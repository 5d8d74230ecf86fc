import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, instantAt, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { NEVER, lastDayOf } from './restriction-rules.js';
import type { Restriction, RestrictionKind, StoredRestriction } from './restriction.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredRestriction>(
  {
    _id: String,
    version: Number,
    caseId: String,
    subjectType: String,
    agencyId: String,
    person: Mixed,
    districts: [String],
    kind: String,
    from: String,
    to: String,
    basis: String,
    imposedAt: Date,
    synthetic: Boolean,
    liftedOn: String,
    liftReason: String,
    lastDay: String,
  },
  { versionKey: false, minimize: false },
);
// One for each way in which rows are narrowed, in the order of lists; then those of a case.
schema.index({ imposedAt: -1, _id: 1 });
schema.index({ districts: 1, imposedAt: -1, _id: 1 });
schema.index({ agencyId: 1, imposedAt: -1, _id: 1 });
schema.index({ caseId: 1, imposedAt: -1, _id: 1 });

function restrictionsOf(connection: Connection): Model<StoredRestriction> {
  return modelOf(connection, 'restrictions', schema);
}

/** A bound that every instant meets, and an index can begin at. */
const ever = trusted({ $gte: instantAt(0) });

/** A part of a store filter. */
type Condition = Readonly<Record<string, unknown>>;

/** Which restrictions a list shows. Absent: without that condition. */
export interface RestrictionFilter {
  readonly agencyId?: string | null | undefined;
  readonly caseId?: string | null | undefined;
  readonly kind?: RestrictionKind | null | undefined;
  readonly activeOn?: Day | null | undefined;
}

/** The newest first. */
export const newestFirst: Order<StoredRestriction> = [
  { field: 'imposedAt', direction: 'desc', of: ({ imposedAt }) => imposedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The part of a filter that keeps to the restrictions in a caller's scope; every read on behalf of a caller has it. */
export function restrictionsVisibleTo(caller: Pick<Caller, 'scopes'>): Condition {
  return rowsOf(caller, { district: 'districts', agency: 'agencyId' });
}

/** The condition of a filter on stored fields. */
export function restrictionsWhere({ agencyId, caseId, kind, activeOn }: RestrictionFilter): Condition {
  return {
    // A bound on every row: an index then serves the count too.
    imposedAt: ever,
    ...(agencyId != null && { agencyId }),
    ...(caseId != null && { caseId }),
    ...(kind != null && { kind }),
    ...(activeOn != null && { from: trusted({ $lte: activeOn }), lastDay: trusted({ $gte: activeOn }) }),
  };
}

export async function createRestrictionIndexes(connection: Connection): Promise<void> {
  await restrictionsOf(connection).createCollection();
  await restrictionsOf(connection).createIndexes();
}

/** The restrictions of these ids that the condition lets through. */
export async function findRestrictionsById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredRestriction[]> {
  return restrictionsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredRestriction[]>();
}

export async function findRestrictionPage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredRestriction[]> {
  return restrictionsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredRestriction[]>();
}

export async function countRestrictions(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return restrictionsOf(connection).countDocuments({ $and: [...conditions] });
}

/** Stores what an act has made of a restriction: its first version is inserted, a later one takes its place. */
export async function saveRestriction(
  connection: Connection,
  restriction: Restriction,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored = storedRestriction(restriction, version);
  if (version === 1) {
    await restrictionsOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await restrictionsOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}

/** A restriction with what its indexes need. */
export function storedRestriction(restriction: Restriction, version: number): StoredRestriction {
  return { ...restriction, version, lastDay: lastDayOf(restriction) ?? NEVER };
}

/** The state of a stored restriction, as acts and the journal have it. */
export function restrictionOf({ version: _v, lastDay: _l, ...restriction }: StoredRestriction): Restriction {
  return restriction;
}
