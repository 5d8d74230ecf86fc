import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, instantAt, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { isGivenTo, transitionOf } from './recommendation-machine.js';
import type { Recommendation, RecommendationStatus, Recommender, StoredRecommendation } from './recommendation.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredRecommendation>(
  {
    _id: String,
    version: Number,
    status: String,
    since: Date,
    draftedAt: Date,
    recommender: Mixed,
    form: Mixed,
    submittedAt: Date,
    roundId: String,
    remarks: Mixed,
    evaluation: Mixed,
    publicity: Mixed,
    objections: Mixed,
    endReason: String,
    industry: String,
    district: String,
    priority: Number,
    hasOpenObjection: Boolean,
  },
  { versionKey: false, minimize: false },
);
// One for each way in which rows are narrowed, in the order of lists; then forms, what is public, and what falls due.
schema.index({ draftedAt: -1, _id: 1 });
schema.index({ industry: 1, draftedAt: -1, _id: 1 });
schema.index({ district: 1, draftedAt: -1, _id: 1 });
schema.index({ status: 1, draftedAt: -1, _id: 1 });
schema.index({ 'form.formNo': 1, priority: 1, _id: 1 });
schema.index({ 'publicity.publishedAt': -1, _id: 1 });
schema.index({ status: 1, hasOpenObjection: 1, 'publicity.endsOn': 1 });
schema.index({ status: 1, since: 1, _id: 1 });

function recommendationsOf(connection: Connection): Model<StoredRecommendation> {
  return modelOf(connection, 'recommendations', schema);
}

/** A bound that every instant meets, and an index can begin at. */
const ever = trusted({ $gte: instantAt(0) });

/** A part of a store filter. */
export type Condition = Readonly<Record<string, unknown>>;

/** Which recommendations a list shows. Absent: without that condition. */
export interface RecommendationFilter {
  readonly statuses?: readonly RecommendationStatus[] | null | undefined;
  readonly formNo?: string | null | undefined;
}

/** The longest waiting first. */
export const longestWaiting: Order<StoredRecommendation> = [
  { field: 'since', direction: 'asc', of: ({ since }) => since },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The newest first. */
export const newestFirst: Order<StoredRecommendation> = [
  { field: 'draftedAt', direction: 'desc', of: ({ draftedAt }) => draftedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The rows of a form in its order; what is blank comes first. */
export const byPriority: Order<StoredRecommendation> = [
  { field: 'priority', direction: 'asc', of: ({ priority }) => priority },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** What was publicised last comes first. */
export const publicisedFirst: Order<StoredRecommendation> = [
  { field: 'publicity.publishedAt', direction: 'desc', of: ({ publicity }) => publicity!.publishedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** What the public sees. */
export const publicised: Condition = { 'publicity.publishedAt': ever };

/** The part of a filter that keeps to the recommendations in a caller's scope; every read on behalf of a caller has it. */
export function visibleTo(caller: Pick<Caller, 'scopes'>): Condition {
  return rowsOf(caller, { industry: 'industry', district: 'district' });
}

/**
 * The condition of what waits for an act of a role on a day: for the Centre, what is to be taken up or evaluated, and what has
 * been publicised to the end or objected to; for a recommender, its drafts. Nothing waits for anyone else.
 */
export function waitingFor(role: string, on: Day): Condition {
  const drafts = isGivenTo(transitionOf('submitRecommendation'), role) ? (['DRAFT'] as const) : [];
  if (role !== 'CENTRE') return { status: trusted({ $in: drafts }) };
  return {
    status: trusted({ $in: ['SUBMITTED', 'EXPERT_EVALUATION', 'PUBLICITY'] }),
    $or: [
      { status: trusted({ $in: ['SUBMITTED', 'EXPERT_EVALUATION'] }) },
      { status: 'PUBLICITY', hasOpenObjection: true },
      { status: 'PUBLICITY', 'publicity.endsOn': trusted({ $lt: on }) },
      // The calendar does not reach: the Centre has to know.
      { status: 'PUBLICITY', 'publicity.endsOn': null },
    ],
  };
}

/** The condition of a filter on stored fields. */
export function recommendationsWhere({ statuses, formNo }: RecommendationFilter): Condition {
  return {
    // A bound on every row where no status is asked for: an index then serves the count too.
    ...(statuses == null ? { draftedAt: ever } : { status: trusted({ $in: statuses }) }),
    ...(formNo != null && { 'form.formNo': formNo }),
  };
}

export async function createRecommendationIndexes(connection: Connection): Promise<void> {
  await recommendationsOf(connection).createCollection();
  await recommendationsOf(connection).createIndexes();
}

/** The recommendations of these ids that the condition lets through. */
export async function findRecommendationsById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredRecommendation[]> {
  return recommendationsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredRecommendation[]>();
}

export async function findRecommendationPage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredRecommendation[]> {
  return recommendationsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredRecommendation[]>();
}

export async function countRecommendations(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return recommendationsOf(connection).countDocuments({ $and: [...conditions] });
}

/** The places in a form of its other rows that are still meant (REC-010). */
export async function findPriorities(
  connection: Connection,
  { formNo, recommender, exceptId }: { formNo: string | null; recommender: Recommender; exceptId: string | null },
  session?: ClientSession,
): Promise<number[]> {
  if (formNo === null) return [];
  const rows = await recommendationsOf(connection)
    .find({
      'form.formNo': formNo,
      industry: recommender.authority,
      district: recommender.district,
      status: trusted({ $nin: ['WITHDRAWN', 'NOT_ACCEPTED'] }),
    })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredRecommendation[]>();
  return rows.filter(({ _id }) => _id !== exceptId).flatMap(({ form }) => form.priority ?? []);
}

/** Up to so many whose publicity may have run out before a day: those whose end could not be told are looked at again. */
export async function findPublicityEnded(connection: Connection, on: Day, limit: number): Promise<string[]> {
  const due = { status: 'PUBLICITY', hasOpenObjection: false } as const;
  const found = await recommendationsOf(connection)
    .find({
      $or: [
        { ...due, 'publicity.endsOn': trusted({ $lt: on }) },
        { ...due, 'publicity.endsOn': null },
      ],
    })
    .sort({ 'publicity.endsOn': -1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredRecommendation[]>();
  return found.map(({ _id }) => _id);
}

/** Stores what an act has made of a recommendation: its first version is inserted, a later one replaces the one before. */
export async function saveRecommendation(
  connection: Connection,
  recommendation: Recommendation,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored = storedAs(recommendation, version);
  if (version === 1) {
    await recommendationsOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await recommendationsOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}

/** A recommendation with what its indexes need. */
export function storedAs(recommendation: Recommendation, version: number): StoredRecommendation {
  const { recommender, form, objections } = recommendation;
  return {
    ...recommendation,
    version,
    industry: recommender.authority,
    district: recommender.district,
    priority: form.priority ?? 0,
    hasOpenObjection: objections.some(({ status }) => status === 'OPEN'),
  };
}

/** The state of a stored recommendation, as acts and the journal have it. */
export function recommendationOf(stored: StoredRecommendation): Recommendation {
  const { version: _v, industry: _i, district: _d, priority: _p, hasOpenObjection: _o, ...recommendation } = stored;
  return recommendation;
}
