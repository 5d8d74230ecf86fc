import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { AnnualAssessment, AssessmentStatus, StoredAssessment } from './annual-assessment.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredAssessment>(
  {
    _id: String,
    version: Number,
    agencyId: String,
    name: String,
    type: String,
    year: Number,
    status: String,
    since: Date,
    result: String,
    opinion: String,
    lead: Mixed,
    districts: [String],
    recordedAt: Date,
    publishedOn: String,
    synthetic: Boolean,
    agencySees: String,
  },
  { versionKey: false, minimize: false },
);
// One for each way in which rows are narrowed, in the order of lists; then of an agency, who has one for a year, what is public.
schema.index({ year: -1, _id: 1 });
schema.index({ districts: 1, year: -1, _id: 1 });
schema.index({ agencySees: 1, year: -1, _id: 1 });
schema.index({ agencyId: 1, year: -1, _id: 1 });
schema.index({ year: 1, agencyId: 1 });
schema.index({ publishedOn: -1, _id: 1 });

/** The collection, for what is counted of assessments elsewhere. */
export function assessmentsOf(connection: Connection): Model<StoredAssessment> {
  return modelOf(connection, 'annualAssessments', schema);
}

export async function createAssessmentIndexes(connection: Connection): Promise<void> {
  await assessmentsOf(connection).createCollection();
  await assessmentsOf(connection).createIndexes();
}

/** A part of a store filter. */
export type Condition = Readonly<Record<string, unknown>>;

/** Which assessments a list shows. Absent: without that condition. */
export interface AssessmentFilter {
  readonly year?: number | null | undefined;
  readonly status?: AssessmentStatus | null | undefined;
  readonly agencyId?: string | null | undefined;
}

/** The latest year first. */
export const latestYears: Order<StoredAssessment> = [
  { field: 'year', direction: 'desc', of: ({ year }) => year },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** What was published last comes first. */
export const publishedFirst: Order<StoredAssessment> = [
  { field: 'publishedOn', direction: 'desc', of: ({ publishedOn }) => publishedOn! },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The part of a filter that keeps to the assessments in a caller's scope; every read on behalf of a caller has it. */
export function assessmentsVisibleTo(caller: Pick<Caller, 'scopes'>): Condition {
  return rowsOf(caller, { district: 'districts', agency: 'agencySees' });
}

/** What the public sees: published results, of one year or of all. */
export function publishedIn(year: number | null | undefined): Condition {
  return { publishedOn: trusted({ $gt: '' }), ...(year != null && { year }) };
}

/** The condition of a filter on stored fields. */
export function assessmentsWhere({ year, status, agencyId }: AssessmentFilter): Condition {
  return {
    // A bound on every row: an index then serves the count too.
    year: year ?? trusted({ $gt: 0 }),
    ...(status != null && { status }),
    ...(agencyId != null && { agencyId }),
  };
}

export async function findAssessmentPage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredAssessment[]> {
  return assessmentsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredAssessment[]>();
}

export async function countAssessments(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return assessmentsOf(connection).countDocuments({ $and: [...conditions] });
}

/** The assessments of these ids that the condition lets through. */
export async function findAssessmentsById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredAssessment[]> {
  return assessmentsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredAssessment[]>();
}

/** The agencies that have an assessment for a year, as the index has them: the agencies of the city at most. */
export async function findAssessedIn(connection: Connection, year: number): Promise<readonly string[]> {
  const found = await assessmentsOf(connection)
    .find({ year }, { _id: 0, agencyId: 1 })
    .hint({ year: 1, agencyId: 1 })
    .batchSize(ONE_BATCH)
    .lean<Pick<StoredAssessment, 'agencyId'>[]>();
  return found.map(({ agencyId }) => agencyId);
}

/** Stores what an act has made of an assessment: its first version is inserted, a later one takes the place of the one before. */
export async function saveAssessment(
  connection: Connection,
  assessment: AnnualAssessment,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored = storedAssessment(assessment, version);
  if (version === 1) {
    await assessmentsOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await assessmentsOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}

/** An assessment with what its indexes need. */
export function storedAssessment(assessment: AnnualAssessment, version: number): StoredAssessment {
  const { publishedOn, agencyId } = assessment;
  return { ...assessment, version, agencySees: publishedOn === null ? null : agencyId };
}

/** The state of a stored assessment, as acts and the journal have it. */
export function assessmentOf({ version: _version, agencySees: _sees, ...one }: StoredAssessment): AnnualAssessment {
  return one;
}
