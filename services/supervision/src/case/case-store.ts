import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, instantAt, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { caseTallies } from '../tally/act-tally-rules.js';
import { keepTallies } from '../tally/tally-store.js';
import type { ViolationTier } from '../violation/tier-rules.js';
import { storedCase } from './stored-case.js';
import type { CaseStatus, CaseSubjectType, StoredCase, ViolationCase } from './violation-case.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredCase>(
  {
    _id: String,
    version: Number,
    status: String,
    since: Date,
    registeredAt: Date,
    registeredBy: Mixed,
    synthetic: Boolean,
    subject: Mixed,
    source: String,
    sourceReference: String,
    matter: String,
    commitmentItem: Number,
    listEntryId: String,
    summary: String,
    actOn: String,
    siteId: String,
    filingId: String,
    districts: [String],
    materials: Mixed,
    proposals: Mixed,
    decisions: Mixed,
    effects: Mixed,
    transfers: Mixed,
    restrictionIds: [String],
    rectification: Mixed,
    remarks: Mixed,
    endReason: String,
    agencyId: String,
    agencySees: String,
    tier: String,
    rectificationDueOn: String,
    effectDueAt: Date,
    isEffectMissing: Boolean,
    registeredOn: String,
    endedOn: String,
  },
  { versionKey: false, minimize: false },
);
// One for each way in which rows are narrowed, in the order of lists; then by agency, by state, and what falls due.
schema.index({ registeredAt: -1, _id: 1 });
schema.index({ districts: 1, registeredAt: -1, _id: 1 });
schema.index({ agencySees: 1, registeredAt: -1, _id: 1 });
schema.index({ agencyId: 1, registeredAt: -1, _id: 1 });
schema.index({ status: 1, registeredAt: -1, _id: 1 });
schema.index({ isEffectMissing: 1, registeredAt: -1, _id: 1 });
schema.index({ status: 1, rectificationDueOn: 1 });
schema.index({ effectDueAt: 1 });
schema.index({ source: 1, registeredOn: 1 });

/** The collection, for the other stores of this folder. */
export function casesOf(connection: Connection): Model<StoredCase> {
  return modelOf(connection, 'violationCases', schema);
}

/** A bound that every instant meets, and an index can begin at. */
const ever = trusted({ $gte: instantAt(0) });

/** A part of a store filter. */
export type Condition = Readonly<Record<string, unknown>>;

/** Which cases a list shows. Absent: without that condition. */
export interface CaseFilter {
  readonly statuses?: readonly CaseStatus[] | null | undefined;
  readonly tier?: ViolationTier | null | undefined;
  readonly subjectType?: CaseSubjectType | null | undefined;
  readonly agencyId?: string | null | undefined;
  readonly district?: string | null | undefined;
  /** Whose rectification should have been done before this day, and is not. */
  readonly overdueOn?: Day | null | undefined;
  /** Whether an effect was refused or has not come. */
  readonly isEffectMissing?: boolean | null | undefined;
}

/** The newest first. */
export const newestFirst: Order<StoredCase> = [
  { field: 'registeredAt', direction: 'desc', of: ({ registeredAt }) => registeredAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The part of a filter that keeps to the cases in a caller's scope; every read on behalf of a caller has it. */
export function casesVisibleTo(caller: Pick<Caller, 'scopes'>): Condition {
  return rowsOf(caller, { district: 'districts', agency: 'agencySees' });
}

/** What was to be put right before a day, and is not. */
export function isOverdueOn(on: Day): Condition {
  return { status: 'RECTIFYING', rectificationDueOn: trusted({ $gte: '', $lt: on }) };
}

/** The condition of a filter on stored fields. */
export function casesWhere({ statuses, overdueOn, ...filter }: CaseFilter): Condition {
  const { tier, subjectType, agencyId, district, isEffectMissing } = filter;
  return {
    // A bound on every row where no status is asked for: an index then serves the count too.
    ...(statuses == null ? { registeredAt: ever } : { status: trusted({ $in: statuses }) }),
    ...(tier != null && { tier }),
    ...(subjectType != null && { 'subject.type': subjectType }),
    ...(agencyId != null && { agencyId }),
    ...(isEffectMissing != null && { isEffectMissing }),
    ...((district != null || overdueOn != null) && {
      $and: [
        ...(district == null ? [] : [{ districts: district }]),
        ...(overdueOn == null ? [] : [isOverdueOn(overdueOn)]),
      ],
    }),
  };
}

export async function createCaseIndexes(connection: Connection): Promise<void> {
  await casesOf(connection).createCollection();
  await casesOf(connection).createIndexes();
}

/** The cases of these ids that the condition lets through. */
export async function findCasesById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredCase[]> {
  return casesOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredCase[]>();
}

export async function findCasePage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredCase[]> {
  return casesOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredCase[]>();
}

export async function countCases(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return casesOf(connection).countDocuments({ $and: [...conditions] });
}

/** Stores what an act has made of a case, and what it counts as: a later version takes the place of the one before. */
export async function saveCase(
  connection: Connection,
  one: ViolationCase,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored = storedCase(one, version);
  await keepTallies(connection, new Map([[`case/${stored._id}`, caseTallies(stored)]]), session);
  if (version === 1) {
    await casesOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await casesOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}
