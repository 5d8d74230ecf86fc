import { type Caller, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { CertificateBatch, RefusedUpload } from './certificate-batch.js';

const { Mixed } = Schema.Types;

const batchSchema = new Schema<CertificateBatch>(
  {
    _id: String,
    agencyId: String,
    filingId: String,
    source: String,
    batchKey: String,
    registeredAt: Date,
    rows: Number,
    flaggedRows: Number,
    counts: [Mixed],
    fileHash: String,
    contentDigest: String,
  },
  { versionKey: false, minimize: false },
);

const refusedSchema = new Schema<RefusedUpload>(
  {
    _id: String,
    agencyId: String,
    filingId: String,
    source: String,
    refusedOn: String,
    rows: Number,
    refusedRows: Number,
    outOfScopeRows: Number,
    counts: [Mixed],
  },
  { versionKey: false, minimize: false },
);

function batchesOf(connection: Connection): Model<CertificateBatch> {
  return modelOf(connection, 'certificateBatches', batchSchema);
}

function refusedOf(connection: Connection): Model<RefusedUpload> {
  return modelOf(connection, 'refusedUploads', refusedSchema);
}

export async function createBatchIndexes(connection: Connection): Promise<void> {
  await batchesOf(connection).createCollection();
  await refusedOf(connection).createCollection();
}

/** The batch of that id in the caller's scope; whoever sees no rows of its agency sees none of the batch. */
export async function findBatch(
  connection: Connection,
  id: string,
  caller: Pick<Caller, 'scopes'>,
  session?: ClientSession,
): Promise<CertificateBatch | null> {
  const visible = rowsOf(caller, { agency: 'agencyId' });
  return batchesOf(connection)
    .findOne({ $and: [{ _id: id }, visible] })
    .session(session ?? null)
    .lean<CertificateBatch | null>();
}

export async function insertBatch(
  connection: Connection,
  batch: CertificateBatch,
  session: ClientSession,
): Promise<void> {
  await batchesOf(connection).insertMany([batch], { lean: true, session });
}

/** Whether a refusal of the same file was told already. */
export async function isRefusalKnown(connection: Connection, id: string, session: ClientSession): Promise<boolean> {
  return (await refusedOf(connection).findById(id, { _id: 1 }).session(session).lean()) !== null;
}

export async function insertRefusedUpload(
  connection: Connection,
  refused: RefusedUpload,
  session: ClientSession,
): Promise<void> {
  await refusedOf(connection).insertMany([refused], { lean: true, session });
}
