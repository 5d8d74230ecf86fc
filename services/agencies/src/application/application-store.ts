import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Application, ApplicationStatus, StoredApplication } from './application.js';
import { storedAs } from './stored-application.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredApplication>(
  {
    _id: String,
    version: Number,
    applicantId: String,
    status: String,
    since: Date,
    draftedAt: Date,
    synthetic: Boolean,
    form: Mixed,
    recommendations: Mixed,
    siteRecommendations: Mixed,
    exceptions: Mixed,
    submittedAt: Date,
    roundId: String,
    items: Mixed,
    remarks: Mixed,
    assessment: Mixed,
    projectDueOn: String,
    publicity: Mixed,
    objections: Mixed,
    filingId: String,
    endReason: String,
    route: String,
    routeChoice: Mixed,
    consents: Mixed,
    technicalAssessment: Mixed,
    preliminaryOpinion: Mixed,
    centreReview: Mixed,
    reportedToCentreAt: Date,
    assessingDistrict: String,
    districts: [String],
    siteDistricts: [String],
    industries: [String],
    superiors: [String],
    districtsToRecommend: [String],
    lineageIds: [String],
  },
  { versionKey: false, minimize: false },
);
// One for each way in which rows are narrowed, in the order of lists; then what the rules and the clockwork look for.
schema.index({ draftedAt: -1, _id: 1 });
schema.index({ applicantId: 1, draftedAt: -1, _id: 1 });
schema.index({ districts: 1, draftedAt: -1, _id: 1 });
schema.index({ industries: 1, draftedAt: -1, _id: 1 });
schema.index({ superiors: 1, draftedAt: -1, _id: 1 });
schema.index({ status: 1, draftedAt: -1, _id: 1 });
schema.index({ status: 1, since: 1, _id: 1 });
schema.index({ districtsToRecommend: 1, since: 1, _id: 1 });
schema.index({ assessingDistrict: 1, since: 1, _id: 1 });
schema.index({ 'publicity.publishedAt': -1, _id: 1 });
schema.index({ status: 1, projectDueOn: 1 });
schema.index({ status: 1, 'publicity.endsOn': 1 });
schema.index({ lineageIds: 1, status: 1 });
schema.index({ synthetic: 1 });

/** The collection, for the other stores of this folder. */
export function applicationsOf(connection: Connection): Model<StoredApplication> {
  return modelOf(connection, 'applications', schema);
}

/** The fields that narrow who sees an application. */
const scopedFields = {
  agency: 'applicantId',
  district: 'districts',
  industry: 'industries',
  superior: 'superiors',
};

/** Which applications a list shows. Absent: without that condition. */
export interface ApplicationFilter {
  readonly statuses?: readonly ApplicationStatus[] | null | undefined;
  readonly roundId?: string | null | undefined;
  /** Any other condition on stored fields. */
  readonly where?: Readonly<Record<string, unknown>>;
}

/** The newest first. */
export const newestFirst: Order<StoredApplication> = [
  { field: 'draftedAt', direction: 'desc', of: ({ draftedAt }) => draftedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The part of a filter that keeps to the applications in a caller's scope; every read on behalf of a caller has it. */
export function visibleTo({ scopes }: Pick<Caller, 'scopes'>): Readonly<Record<string, unknown>> {
  const { district: _jurisdiction, ...others } = scopes;
  // Of an industry authority the district says for whom it speaks, not what it sees: it sees what it has spoken on.
  return rowsOf({ scopes: scopes['industry'] === undefined ? scopes : others }, scopedFields);
}

/** As `visibleTo`, for a look-up by id: an authority that the applicant has given the id of its draft reads that draft. */
export function lookedUpBy(caller: Pick<Caller, 'scopes'>): Readonly<Record<string, unknown>> {
  const own = visibleTo(caller);
  const isAuthority = caller.scopes['industry'] !== undefined || caller.scopes['superior'] !== undefined;
  return isAuthority ? { $or: [own, { status: 'DRAFT' }] } : own;
}

/** The applications that the public has been told of: anyone may speak to them. */
export const publicised: Readonly<Record<string, unknown>> = { publicity: trusted({ $ne: null }) };

export async function createApplicationIndexes(connection: Connection): Promise<void> {
  await applicationsOf(connection).createCollection();
  await applicationsOf(connection).createIndexes();
}

/** The applications of these ids that a filter of `visibleTo` or `lookedUpBy` lets through. */
export async function findApplicationsById(
  connection: Connection,
  ids: readonly string[],
  visible: Readonly<Record<string, unknown>>,
  session?: ClientSession,
): Promise<StoredApplication[]> {
  return applicationsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredApplication[]>();
}

export async function findApplicationPage(
  connection: Connection,
  filter: ApplicationFilter,
  visible: Readonly<Record<string, unknown>>,
  { where, sort, limit }: PageQuery,
): Promise<StoredApplication[]> {
  return applicationsOf(connection)
    .find({ $and: [applicationsWhere(filter), visible, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredApplication[]>();
}

export async function countApplications(
  connection: Connection,
  filter: ApplicationFilter,
  visible: Readonly<Record<string, unknown>>,
): Promise<number> {
  return applicationsOf(connection).countDocuments({ $and: [applicationsWhere(filter), visible] });
}

/** Stores what an act has made of an application: its first version is inserted, a later one takes the place of the one before. */
export async function saveApplication(
  connection: Connection,
  application: Application,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored = storedAs(application, version);
  if (version === 1) {
    await applicationsOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await applicationsOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}

function applicationsWhere({ statuses, roundId, where = {} }: ApplicationFilter): Record<string, unknown> {
  return {
    // A bound on every row where no status is asked for: an index then serves the count too.
    ...(statuses == null ? { draftedAt: trusted({ $ne: null }) } : { status: trusted({ $in: statuses }) }),
    ...(roundId != null && { roundId }),
    ...where,
  };
}
