import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { LevelCount } from './certificate-statistics.js';

/** How many certificates an agency has uploaded in a month, and how many of them of the high levels. */
export interface CertificateCount extends LevelCount {
  /** Agency and month. */
  readonly _id: string;
  readonly agencyId: string;
  /** 2026-11. */
  readonly month: string;
}

const schema = new Schema<CertificateCount>(
  { _id: String, agencyId: String, month: String, total: Number, high: Number },
  { versionKey: false },
);
schema.index({ agencyId: 1, month: 1 });
schema.index({ month: 1 });

function countsOf(connection: Connection): Model<CertificateCount> {
  return modelOf(connection, 'certificateCounts', schema);
}

export async function createCertificateCountIndexes(connection: Connection): Promise<void> {
  await countsOf(connection).createCollection();
  await countsOf(connection).createIndexes();
}

/** Counts so many more certificates of a month. */
export async function countCertificates(
  connection: Connection,
  { agencyId, month, total, high }: Omit<CertificateCount, '_id'>,
  session: ClientSession,
): Promise<void> {
  await countsOf(connection).updateOne(
    { _id: `${agencyId}/${month}` },
    { $inc: { total, high }, $setOnInsert: { agencyId, month } },
    { upsert: true, session },
  );
}

/** The months of an agency up to one, the oldest first; months without certificates are not there. */
export async function findMonthsUntil(
  connection: Connection,
  agencyId: string,
  month: string,
  session: ClientSession,
): Promise<CertificateCount[]> {
  return countsOf(connection)
    .find({ agencyId, month: trusted({ $lte: month }) })
    .sort({ month: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<CertificateCount[]>();
}

/** What each agency has uploaded since a month. */
export async function countSince(
  connection: Connection,
  month: string,
  session: ClientSession,
): Promise<readonly (LevelCount & { readonly agencyId: string })[]> {
  const counted = await countsOf(connection).aggregate<LevelCount & { readonly _id: string }>(
    [
      { $match: { month: { $gte: month } } },
      { $group: { _id: '$agencyId', total: { $sum: '$total' }, high: { $sum: '$high' } } },
      { $sort: { _id: 1 } },
    ],
    { batchSize: ONE_BATCH, session },
  );
  return counted.map(({ _id: agencyId, total, high }) => ({ agencyId, total, high }));
}
