import { type Caller, ONE_BATCH, type Order, type PageQuery, instantAt, modelOf, rowsOf } from '@shanghai/platform';
import type { SearchHash } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { CertificateStatus, StoredCertificate } from './certificate.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredCertificate>(
  {
    _id: String,
    version: Number,
    number: String,
    numberHash: String,
    name: String,
    nameHash: String,
    idNumber: String,
    idNumberHash: String,
    agencyId: String,
    filingId: String,
    districts: [String],
    district: String,
    filingDistrict: String,
    source: String,
    batchId: String,
    batchLine: Number,
    comparisonCaseId: String,
    itemId: String,
    mappingId: String,
    occupation: String,
    level: Number,
    examOn: String,
    issuedOn: String,
    registeredAt: Date,
    candidateKind: String,
    agreementNo: String,
    score: Mixed,
    inScope: Boolean,
    duplicateOf: String,
    onceHash: String,
    status: String,
    flags: [Mixed],
    revocation: Mixed,
    hiddenOn: String,
    revision: Number,
    printNo: Number,
    correction: Mixed,
    hiding: Mixed,
    synthetic: Boolean,
  },
  { versionKey: false, minimize: false },
);
// A number is one certificate's. Hashes are spread evenly, so this is what a sharded register would be divided by.
schema.index({ numberHash: 1 }, { unique: true });
// A verification looks for number and name together and reads no document of another name.
schema.index({ numberHash: 1, nameHash: 1 });
schema.index({ onceHash: 1 }, { unique: true, partialFilterExpression: { onceHash: { $type: 'string' } } });
// One for each way in which rows are narrowed, in the order of lists; then those of a batch.
schema.index({ registeredAt: -1, _id: 1 });
schema.index({ districts: 1, registeredAt: -1, _id: 1 });
schema.index({ agencyId: 1, registeredAt: -1, _id: 1 });
schema.index({ batchId: 1, batchLine: 1 }, { partialFilterExpression: { batchId: { $type: 'string' } } });

/** The certificates of a store; for the stores of this service alone. */
export function certificatesOf(connection: Connection): Model<StoredCertificate> {
  return modelOf(connection, 'certificates', schema);
}

/** A part of a store filter. */
export type CertificateWhere = Readonly<Record<string, unknown>>;

/** Which certificates a list shows. Absent: without that condition. */
export interface CertificateFilter {
  readonly agencyId?: string | null | undefined;
  readonly batchId?: string | null | undefined;
  readonly status?: CertificateStatus | null | undefined;
}

/** The newest first. */
export const newestCertificatesFirst: Order<StoredCertificate> = [
  { field: 'registeredAt', direction: 'desc', of: ({ registeredAt }) => registeredAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The part of a filter that keeps to the certificates in a caller's scope; every read on behalf of a caller has it. */
export function certificatesVisibleTo(caller: Pick<Caller, 'scopes'>): CertificateWhere {
  return rowsOf(caller, { district: 'districts', agency: 'agencyId' });
}

/** The condition of a filter on stored fields. */
export function certificatesWhere({ agencyId, batchId, status }: CertificateFilter): CertificateWhere {
  return {
    // A bound on every row: an index then serves the count too.
    registeredAt: trusted({ $gte: instantAt(0) }),
    ...(agencyId != null && { agencyId }),
    ...(batchId != null && { batchId }),
    ...(status != null && { status }),
  };
}

export async function createCertificateIndexes(connection: Connection): Promise<void> {
  await certificatesOf(connection).createCollection();
  await certificatesOf(connection).createIndexes();
}

/** The certificates of these ids that the condition lets through. */
export async function findCertificatesById(
  connection: Connection,
  ids: readonly string[],
  visible: CertificateWhere,
  session?: ClientSession,
): Promise<StoredCertificate[]> {
  return certificatesOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredCertificate[]>();
}

/** The certificates of a batch in the order of their lines; a batch has a few thousand at most. */
export async function findCertificatesOfBatch(
  connection: Connection,
  batchId: string,
): Promise<readonly StoredCertificate[]> {
  return certificatesOf(connection)
    .find({ batchId })
    .sort({ batchId: 1, batchLine: 1 })
    .batchSize(ONE_BATCH)
    .lean<StoredCertificate[]>();
}

/** The certificates that stand for any of these exams, and those that have any of these numbers: one command. */
export async function findTaken(
  connection: Connection,
  {
    onceHashes,
    numberHashes,
  }: { readonly onceHashes: readonly SearchHash[]; readonly numberHashes: readonly SearchHash[] },
  session: ClientSession,
): Promise<Pick<StoredCertificate, '_id' | 'onceHash' | 'numberHash'>[]> {
  const either = { $or: [{ onceHash: trusted({ $in: onceHashes }) }, { numberHash: trusted({ $in: numberHashes }) }] };
  return certificatesOf(connection)
    .find(either, { onceHash: 1, numberHash: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<Pick<StoredCertificate, '_id' | 'onceHash' | 'numberHash'>[]>();
}

export async function findCertificatePage(
  connection: Connection,
  conditions: readonly CertificateWhere[],
  { where, sort, limit }: PageQuery,
): Promise<StoredCertificate[]> {
  return certificatesOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredCertificate[]>();
}

export async function countCertificates(
  connection: Connection,
  conditions: readonly CertificateWhere[],
): Promise<number> {
  return certificatesOf(connection).countDocuments({ $and: [...conditions] });
}

/** Stores certificates that were not there, many in one command. */
export async function insertCertificates(
  connection: Connection,
  certificates: readonly StoredCertificate[],
  session?: ClientSession,
): Promise<void> {
  await certificatesOf(connection).insertMany(certificates, { lean: true, ...(session && { session }) });
}

/** Puts a certificate in the place of its version before. */
export async function replaceCertificate(
  connection: Connection,
  certificate: StoredCertificate,
  session: ClientSession,
): Promise<void> {
  const { _id, version } = certificate;
  const replaced = await certificatesOf(connection).replaceOne({ _id, version: version - 1 }, certificate, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}
