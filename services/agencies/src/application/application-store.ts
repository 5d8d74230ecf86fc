import type { Day, DistrictCode } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { Application, ApplicationStatus, StoredApplication } from './application.js';
import { districtsToRecommend } from './site-districts.js';

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
schema.index({ siteDistricts: 1, draftedAt: -1, _id: 1 });
schema.index({ industries: 1, draftedAt: -1, _id: 1 });
schema.index({ superiors: 1, draftedAt: -1, _id: 1 });
schema.index({ status: 1, draftedAt: -1, _id: 1 });
schema.index({ status: 1, since: 1, _id: 1 });
schema.index({ districtsToRecommend: 1, since: 1, _id: 1 });
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
  district: 'siteDistricts',
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
export function visibleTo(caller: Pick<Caller, 'scopes'>): Readonly<Record<string, unknown>> {
  return rowsOf(caller, scopedFields);
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

/** The states between agency assessment and filing, in which an application counts for its items (AGY-010). */
const COUNTED: readonly ApplicationStatus[] = ['PROJECT_ASSESSMENT', 'AWAITING_CONSENT', 'PUBLICITY'];

/** What other applications say to the rules of one: their forms are left in the store. */
export type OtherApplication = Pick<
  StoredApplication,
  '_id' | 'applicantId' | 'status' | 'since' | 'submittedAt' | 'roundId' | 'items' | 'lineageIds'
>;

/** The submitted applications of an applicant, and those of anyone that count for items of these lineages: one command. */
export async function findOtherApplications(
  connection: Connection,
  of: { readonly applicantId: string; readonly applicationId: string | null; readonly lineageIds: readonly string[] },
  session?: ClientSession,
): Promise<OtherApplication[]> {
  const { applicantId, applicationId, lineageIds } = of;
  const found = await applicationsOf(connection)
    .find(
      { $or: [{ applicantId }, { lineageIds: trusted({ $in: lineageIds }), status: trusted({ $in: COUNTED }) }] },
      { applicantId: 1, status: 1, since: 1, submittedAt: 1, roundId: 1, items: 1, lineageIds: 1 },
    )
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<OtherApplication[]>();
  return found.filter(({ _id, submittedAt }) => _id !== applicationId && submittedAt !== null);
}

/** Whether an application counts for the items it was submitted for. */
export function isCounted({ status }: Pick<OtherApplication, 'status'>): boolean {
  return COUNTED.includes(status);
}

/** The ids of up to so many applications whose project assessment should have ended before a day, the longest due first. */
export async function findOverdueProjects(connection: Connection, on: Day, limit: number): Promise<readonly string[]> {
  const found = await applicationsOf(connection)
    .find({ status: 'PROJECT_ASSESSMENT', projectDueOn: trusted({ $lt: on }) }, { _id: 1 })
    .sort({ projectDueOn: 1 })
    .limit(limit)
    .lean<{ readonly _id: string }[]>();
  return found.map(({ _id }) => _id);
}

/** Up to so many of all the applications that a condition on stored fields finds, whoever asks. */
export async function findApplicationsWhere(
  connection: Connection,
  where: Readonly<Record<string, unknown>>,
  limit: number,
  session?: ClientSession,
): Promise<StoredApplication[]> {
  return applicationsOf(connection)
    .find(where)
    .limit(limit)
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredApplication[]>();
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

/** An application with what its indexes need. */
export function storedAs(application: Application, version: number): StoredApplication {
  const { form, recommendations, items } = application;
  const authorities = (kind: string) =>
    distinct(recommendations.filter((one) => one.kind === kind).map(({ authority }) => authority));
  return {
    ...application,
    version,
    siteDistricts: distinct(form.sites.map(({ district }) => district)) as readonly DistrictCode[],
    industries: authorities('INDUSTRY'),
    superiors: authorities('SUPERIOR'),
    districtsToRecommend: districtsToRecommend(application),
    lineageIds: distinct(items.flatMap(({ lineageIds }) => lineageIds)),
  };
}

/** The state of a stored application, as acts and the journal have it. */
export function applicationOf(stored: StoredApplication): Application {
  const {
    version: _v,
    siteDistricts: _s,
    industries: _i,
    superiors: _u,
    districtsToRecommend: _d,
    lineageIds: _l,
    ...application
  } = stored;
  return application;
}

function applicationsWhere({ statuses, roundId, where = {} }: ApplicationFilter): Record<string, unknown> {
  return {
    // A bound on every row where no status is asked for: an index then serves the count too.
    ...(statuses == null ? { draftedAt: trusted({ $ne: null }) } : { status: trusted({ $in: statuses }) }),
    ...(roundId != null && { roundId }),
    ...where,
  };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
