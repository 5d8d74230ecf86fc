import {
  type Caller,
  ONE_BATCH,
  type Order,
  type PageQuery,
  type SearchHash,
  instantAt,
  modelOf,
  rowsOf,
} from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { ComparisonCase, ComparisonStatus, StoredComparison } from './comparison-case.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredComparison>(
  {
    _id: String,
    version: Number,
    status: String,
    since: Date,
    receivedAt: Date,
    agencyId: String,
    filingId: String,
    districts: [String],
    mappingId: String,
    occupation: String,
    level: Number,
    name: String,
    idKind: String,
    idNumber: String,
    idNumberHash: String,
    sourceNumber: String,
    sourceHash: String,
    sourceIssuedOn: String,
    operatedBy: String,
    verifications: Mixed,
    review: Mixed,
    certification: Mixed,
    refusal: Mixed,
    suggestsCase: Boolean,
    remarks: Mixed,
    synthetic: Boolean,
    openHash: String,
  },
  { versionKey: false, minimize: false },
);
schema.index({ openHash: 1 }, { unique: true, partialFilterExpression: { openHash: { $type: 'string' } } });
// One for each way in which rows are narrowed, in the order of lists; then by state, and the pending cases of a mapping.
schema.index({ receivedAt: -1, _id: 1 });
schema.index({ districts: 1, receivedAt: -1, _id: 1 });
schema.index({ agencyId: 1, receivedAt: -1, _id: 1 });
schema.index({ status: 1, receivedAt: -1, _id: 1 });
schema.index({ mappingId: 1, status: 1, _id: 1 });

function comparisonsOf(connection: Connection): Model<StoredComparison> {
  return modelOf(connection, 'comparisonCases', schema);
}

/** A part of a store filter. */
export type ComparisonWhere = Readonly<Record<string, unknown>>;

/** Which cases a list shows. Absent: without that condition. */
export interface ComparisonFilter {
  readonly statuses?: readonly ComparisonStatus[] | null | undefined;
  readonly agencyId?: string | null | undefined;
  readonly mappingId?: string | null | undefined;
  /** Whether the platform has found a certificate not to be genuine. */
  readonly suggestsCase?: boolean | null | undefined;
}

/** The newest first. */
export const newestComparisonsFirst: Order<StoredComparison> = [
  { field: 'receivedAt', direction: 'desc', of: ({ receivedAt }) => receivedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The part of a filter that keeps to the cases in a caller's scope; every read on behalf of a caller has it. */
export function comparisonsVisibleTo(caller: Pick<Caller, 'scopes'>): ComparisonWhere {
  return rowsOf(caller, { district: 'districts', agency: 'agencyId' });
}

/** The condition of a filter on stored fields. */
export function comparisonsWhere({ statuses, agencyId, mappingId, suggestsCase }: ComparisonFilter): ComparisonWhere {
  return {
    // A bound on every row where no state is asked for: an index then serves the count too.
    ...(statuses == null ? { receivedAt: trusted({ $gte: instantAt(0) }) } : { status: trusted({ $in: statuses }) }),
    ...(agencyId != null && { agencyId }),
    ...(mappingId != null && { mappingId }),
    ...(suggestsCase != null && { suggestsCase }),
  };
}

export async function createComparisonIndexes(connection: Connection): Promise<void> {
  await comparisonsOf(connection).createCollection();
  await comparisonsOf(connection).createIndexes();
}

/** The cases of these ids that the condition lets through. */
export async function findComparisonsById(
  connection: Connection,
  ids: readonly string[],
  visible: ComparisonWhere,
  session?: ClientSession,
): Promise<StoredComparison[]> {
  return comparisonsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredComparison[]>();
}

/** Whether a case stands for a certificate, other than the one that asks. */
export async function otherCaseStands(
  connection: Connection,
  { sourceHash, _id }: { readonly sourceHash: SearchHash; readonly _id: string },
  session: ClientSession,
): Promise<boolean> {
  const found = await comparisonsOf(connection)
    .findOne({ openHash: sourceHash }, { _id: 1 })
    .session(session)
    .lean<Pick<StoredComparison, '_id'> | null>();
  return found !== null && found._id !== _id;
}

/** The cases of mappings that are in one of the states, in the order of their ids. */
export async function findComparisonsOfMappings(
  connection: Connection,
  mappingIds: readonly string[],
  statuses: readonly ComparisonStatus[],
  session: ClientSession,
): Promise<StoredComparison[]> {
  return comparisonsOf(connection)
    .find({ mappingId: trusted({ $in: mappingIds }), status: trusted({ $in: statuses }) })
    .sort({ _id: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<StoredComparison[]>();
}

export async function findComparisonPage(
  connection: Connection,
  conditions: readonly ComparisonWhere[],
  { where, sort, limit }: PageQuery,
): Promise<StoredComparison[]> {
  return comparisonsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredComparison[]>();
}

export async function countComparisons(
  connection: Connection,
  conditions: readonly ComparisonWhere[],
): Promise<number> {
  return comparisonsOf(connection).countDocuments({ $and: [...conditions] });
}

/** Puts a case in the place of its version before, or adds it. */
export async function saveComparison(
  connection: Connection,
  comparison: ComparisonCase,
  version: number,
  session: ClientSession,
): Promise<void> {
  const { _id, ...stored } = storedComparison(comparison, version);
  await comparisonsOf(connection).replaceOne({ _id }, stored, { upsert: true, session });
}

/** A case with what its indexes need. */
export function storedComparison(comparison: ComparisonCase, version: number): StoredComparison {
  const { sourceHash, status } = comparison;
  return { ...comparison, version, openHash: status === 'REFUSED' ? null : sourceHash };
}

/** The state of a stored case, as acts and the journal have it. */
export function comparisonOf({
  version: _version,
  openHash: _openHash,
  ...comparison
}: StoredComparison): ComparisonCase {
  return comparison;
}
