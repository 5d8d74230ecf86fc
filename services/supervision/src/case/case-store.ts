import { type Day, dayAt } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ViolationTier } from '../violation/tier-rules.js';
import { effectDueAt, isMissing } from './case-effect-rules.js';
import { openStatuses, persons } from './case-machine.js';
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

function casesOf(connection: Connection): Model<StoredCase> {
  return modelOf(connection, 'violationCases', schema);
}

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

/** The condition of a filter on stored fields. */
export function casesWhere({ statuses, overdueOn, ...filter }: CaseFilter): Condition {
  const { tier, subjectType, agencyId, district, isEffectMissing } = filter;
  return {
    // A bound on every row where no status is asked for: an index then serves the count too.
    ...(statuses == null ? { registeredAt: trusted({ $ne: null }) } : { status: trusted({ $in: statuses }) }),
    ...(tier != null && { tier }),
    ...(subjectType != null && { 'subject.type': subjectType }),
    ...(agencyId != null && { agencyId }),
    ...(isEffectMissing != null && { isEffectMissing }),
    ...((district != null || overdueOn != null) && {
      $and: [
        ...(district == null ? [] : [{ districts: district }]),
        ...(overdueOn == null
          ? []
          : [{ status: 'RECTIFYING', rectificationDueOn: trusted({ $gte: '', $lt: overdueOn }) }]),
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

/** How many cases of an agency were open on a day, by tier; null for what is not decided. */
export interface OpenCaseCount {
  readonly agencyId: string;
  readonly tier: ViolationTier | null;
  readonly count: number;
}

/** The open cases against agencies themselves on a day, counted by agency and tier, as far as the condition lets through. */
export async function countOpenCases(
  connection: Connection,
  agencyIds: readonly string[],
  visible: Condition,
  on: Day,
): Promise<OpenCaseCount[]> {
  const rows = await casesOf(connection)
    .find(
      {
        $and: [
          { agencyId: trusted({ $in: agencyIds }), 'subject.type': 'AGENCY', registeredOn: trusted({ $lte: on }) },
          { $or: [{ endedOn: null }, { endedOn: trusted({ $gt: on }) }] },
          visible,
        ],
      },
      { agencyId: 1, tier: 1 },
    )
    .batchSize(ONE_BATCH)
    .lean<Pick<StoredCase, 'agencyId' | 'tier'>[]>();
  const counts = new Map<string, OpenCaseCount>();
  for (const { agencyId, tier } of rows) {
    const key = JSON.stringify([agencyId, tier]);
    counts.set(key, { agencyId: agencyId!, tier, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** Up to so many cases whose rectification should have been done before a day, and of which nobody was told. */
export async function findOverdueCases(connection: Connection, on: Day, limit: number): Promise<string[]> {
  const found = await casesOf(connection)
    .find({ status: 'RECTIFYING', rectificationDueOn: trusted({ $gte: '', $lt: on }) })
    .sort({ rectificationDueOn: 1 })
    .batchSize(ONE_BATCH)
    .lean<StoredCase[]>();
  return found
    .filter(({ rectification }) => rectification?.overdueToldAt === null)
    .slice(0, limit)
    .map(({ _id }) => _id);
}

/** Up to so many cases with an effect that should have come by an instant, and of which nobody was told. */
export async function findMissingEffects(connection: Connection, now: Date, limit: number): Promise<string[]> {
  const found = await casesOf(connection)
    .find({ effectDueAt: trusted({ $ne: null, $lte: now }) }, { _id: 1 })
    .sort({ effectDueAt: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<Pick<StoredCase, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

/** Stores what an act has made of a case: its first version is inserted, a later one takes the place of the one before. */
export async function saveCase(
  connection: Connection,
  one: ViolationCase,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored = storedCase(one, version);
  if (version === 1) {
    await casesOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await casesOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}

/** A case with what its indexes need. */
export function storedCase(one: ViolationCase, version: number): StoredCase {
  const { subject, status, decisions, rectification, effects, since, registeredAt } = one;
  const isOwn = persons.includes(subject.type) || decidedStatuses.includes(status);
  return {
    ...one,
    version,
    agencyId: subject.agencyId,
    agencySees: isOwn ? subject.agencyId : null,
    tier: decisions.at(-1)?.tier ?? null,
    rectificationDueOn: rectification?.dueOn ?? null,
    effectDueAt: effectDueAt(effects),
    isEffectMissing: isMissing(effects),
    registeredOn: dayAt(registeredAt),
    endedOn: openStatuses.includes(status) ? null : dayAt(since),
  };
}

/** An agency reads of a case against itself once it is decided, not while it is looked into (PR). */
const decidedStatuses: readonly CaseStatus[] = ['DECIDED', 'RECTIFYING', 'EXECUTED', 'CLOSED'];

/** The state of a stored case, as acts and the journal have it. */
export function caseOf(stored: StoredCase): ViolationCase {
  const {
    version: _v,
    agencyId: _a,
    agencySees: _s,
    tier: _t,
    rectificationDueOn: _r,
    effectDueAt: _e,
    isEffectMissing: _m,
    registeredOn: _o,
    endedOn: _n,
    ...one
  } = stored;
  return one;
}
