import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { inspectionTallies } from '../tally/act-tally-rules.js';
import { keepTallies } from '../tally/tally-store.js';
import type { Inspection, InspectionStatus, StoredInspection } from './inspection.js';
import { storedInspection } from './stored-inspection.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredInspection>(
  {
    _id: String,
    version: Number,
    status: String,
    since: Date,
    kind: String,
    methods: Mixed,
    topics: Mixed,
    subject: Mixed,
    plannedOn: String,
    partners: Mixed,
    lead: Mixed,
    districts: [String],
    team: Mixed,
    drawId: String,
    startedAt: Date,
    findings: Mixed,
    result: String,
    summary: String,
    finishedAt: Date,
    rectification: Mixed,
    suggestion: Mixed,
    publishedOn: String,
    endReason: String,
    remarks: Mixed,
    synthetic: Boolean,
    agencyId: String,
    agencySees: String,
    industries: [String],
    dueOn: String,
  },
  { versionKey: false, minimize: false },
);
// One for each way in which rows are narrowed, in the order of lists; then the last of a subject, what is public, what is due.
schema.index({ plannedOn: -1, _id: 1 });
schema.index({ districts: 1, plannedOn: -1, _id: 1 });
schema.index({ industries: 1, plannedOn: -1, _id: 1 });
schema.index({ agencySees: 1, plannedOn: -1, _id: 1 });
schema.index({ agencyId: 1, finishedAt: -1 });
schema.index({ publishedOn: -1, _id: 1 });
schema.index({ dueOn: 1 });
schema.index({ status: 1, 'rectification.dueOn': 1 });
schema.index({ drawId: 1, _id: 1 });

/** The collection, for what is counted of inspections elsewhere. */
export function inspectionsOf(connection: Connection): Model<StoredInspection> {
  return modelOf(connection, 'inspections', schema);
}

export async function createInspectionIndexes(connection: Connection): Promise<void> {
  await inspectionsOf(connection).createCollection();
  await inspectionsOf(connection).createIndexes();
}

/** A part of a store filter. */
export type Condition = Readonly<Record<string, unknown>>;

/** The part of a filter that keeps to the inspections in a caller's scope; every read on behalf of a caller has it. */
export function inspectionsVisibleTo(caller: Pick<Caller, 'scopes'>): Condition {
  return rowsOf(caller, { district: 'districts', industry: 'industries', agency: 'agencySees' });
}

/** What the public sees: published results, and nothing of one that is not. */
export const published: Condition = { publishedOn: trusted({ $gt: '' }) };

/** Which inspections a list shows. Absent: without that condition. */
export interface InspectionFilter {
  readonly statuses?: readonly InspectionStatus[] | null | undefined;
  /** The agency that is inspected. */
  readonly agencyId?: string | null | undefined;
  readonly drawId?: string | null | undefined;
}

/** The latest planned first. */
export const latestFirst: Order<StoredInspection> = [
  { field: 'plannedOn', direction: 'desc', of: ({ plannedOn }) => plannedOn },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** What was published last comes first. */
export const publishedFirst: Order<StoredInspection> = [
  { field: 'publishedOn', direction: 'desc', of: ({ publishedOn }) => publishedOn! },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The condition of a filter. */
export function inspectionsWhere({ statuses, agencyId, drawId }: InspectionFilter): Condition {
  return {
    // A bound on every row: an index then serves the count too.
    plannedOn: trusted({ $gt: '' }),
    ...(statuses != null && { status: trusted({ $in: statuses }) }),
    ...(agencyId != null && { agencyId }),
    ...(drawId != null && { drawId }),
  };
}

export async function findInspectionPage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredInspection[]> {
  return inspectionsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredInspection[]>();
}

export async function countInspections(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return inspectionsOf(connection).countDocuments({ $and: [...conditions] });
}

/** The inspections of these ids that the condition lets through. */
export async function findInspectionsById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredInspection[]> {
  return inspectionsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredInspection[]>();
}

/** The inspection of each of these agencies that was finished last, of those the condition lets through. */
export async function findLastInspections(
  connection: Connection,
  agencyIds: readonly string[],
  visible: Condition,
): Promise<StoredInspection[]> {
  return inspectionsOf(connection).aggregate<StoredInspection>(
    [
      { $match: { $and: [{ agencyId: { $in: agencyIds }, finishedAt: { $ne: null } }, visible] } },
      { $sort: { agencyId: 1, finishedAt: -1 } },
      { $group: { _id: '$agencyId', last: { $first: '$$ROOT' } } },
      { $replaceRoot: { newRoot: '$last' } },
    ],
    { batchSize: ONE_BATCH },
  );
}

/** When each of these agencies was inspected last, of the inspections that the condition lets through; those that were not are missing. */
export async function findLastFinished(
  connection: Connection,
  agencyIds: readonly string[],
  visible: Condition,
): Promise<ReadonlyMap<string, Date>> {
  const found = await inspectionsOf(connection).aggregate<{ readonly _id: string; readonly last: Date }>(
    [
      { $match: { $and: [{ agencyId: { $in: agencyIds }, finishedAt: { $ne: null } }, visible] } },
      { $group: { _id: '$agencyId', last: { $max: '$finishedAt' } } },
    ],
    { batchSize: ONE_BATCH },
  );
  return new Map(found.map(({ _id, last }) => [_id, last]));
}

/** Up to so many inspections whose rectification was due before a day, and of which the clock has not told. */
export async function findOverdueInspections(connection: Connection, on: Day, limit: number): Promise<string[]> {
  const found = await inspectionsOf(connection)
    .find({ dueOn: trusted({ $ne: null, $lt: on }) }, { _id: 1 })
    .sort({ dueOn: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean();
  return found.map(({ _id }) => _id);
}

/** Stores what an act has made of an inspection, and what it counts as: a later version replaces the one before. */
export async function saveInspection(
  connection: Connection,
  inspection: Inspection,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored = storedInspection(inspection, version);
  await keepTallies(connection, new Map([[`inspection/${stored._id}`, inspectionTallies(stored)]]), session);
  if (version === 1) {
    await inspectionsOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await inspectionsOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}
