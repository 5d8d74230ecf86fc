import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { CertificateCell, CertificateTally } from './certificate-cell.js';

const schema = new Schema<CertificateCell>(
  {
    _id: String,
    grain: String,
    agencyId: String,
    subject: String,
    itemId: String,
    occupation: String,
    district: String,
    level: Number,
    month: String,
    source: String,
    valid: Number,
    flagged: Number,
    revoked: Number,
  },
  { versionKey: false, minimize: false },
);
// Each way in which a question is narrowed, then its months.
schema.index({ grain: 1, month: 1 });
schema.index({ grain: 1, district: 1, month: 1 });
schema.index({ grain: 1, agencyId: 1, month: 1 });
schema.index({ grain: 1, itemId: 1, month: 1 });

function cellsOf(connection: Connection): Model<CertificateCell> {
  return modelOf(connection, 'certificateCells', schema);
}

export async function createCellIndexes(connection: Connection): Promise<void> {
  await cellsOf(connection).createCollection();
  await cellsOf(connection).createIndexes();
}

/** Adds to each cell what has changed in it, in one command; a cell that is not there yet is made. */
export async function addToCells(
  connection: Connection,
  changes: readonly CertificateCell[],
  session?: ClientSession,
): Promise<void> {
  if (changes.length === 0) return;
  await cellsOf(connection).bulkWrite(
    changes.map(({ _id, valid, flagged, revoked, ...place }) => ({
      updateOne: {
        filter: { _id },
        update: { $inc: { valid, flagged, revoked }, $setOnInsert: place },
        upsert: true,
      },
    })),
    { ordered: false, ...(session && { session }) },
  );
}

/** A part of a store filter. */
export type CellWhere = Readonly<Record<string, unknown>>;

/** What cells can be counted together by. */
export type CellField = 'district' | 'subject' | 'level' | 'agencyId' | 'month' | 'source';

/** The tally of all cells with one value in a field. */
export interface CellGroup extends CertificateTally {
  readonly value: string | number | null;
  /** Of a subject alone; null for other fields. */
  readonly itemId: string | null;
  readonly occupation: string | null;
}

/** The cells of a filter counted together by a field, in the order of its values; one more than the most, where there are more. */
export async function groupCells(
  connection: Connection,
  where: CellWhere,
  field: CellField,
  most: number,
): Promise<readonly CellGroup[]> {
  const sum = { valid: { $sum: '$valid' }, flagged: { $sum: '$flagged' }, revoked: { $sum: '$revoked' } };
  const named = { itemId: { $first: '$itemId' }, occupation: { $first: '$occupation' } };
  const groups = await cellsOf(connection).aggregate<
    CertificateTally & Partial<Pick<CellGroup, 'itemId' | 'occupation'>> & { readonly _id: CellGroup['value'] }
  >(
    [
      { $match: where },
      { $group: { _id: `$${field}`, ...sum, ...(field === 'subject' && named) } },
      // What was taken back leaves empty cells.
      { $match: { $or: [{ valid: { $gt: 0 } }, { flagged: { $gt: 0 } }, { revoked: { $gt: 0 } }] } },
      { $sort: { _id: 1 } },
      { $limit: most + 1 },
    ],
    { batchSize: ONE_BATCH },
  );
  return groups.map(({ _id: value, ...group }) => ({ itemId: null, occupation: null, ...group, value }));
}

/** Every cell in which something is counted, as a stream. */
export function streamCells(connection: Connection): AsyncIterable<CertificateCell> {
  return cellsOf(connection)
    .find({ _id: trusted({ $gte: '' }) })
    .sort({ _id: 1 })
    .lean<CertificateCell[]>()
    .cursor();
}
