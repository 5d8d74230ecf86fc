import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { TakenMeasure } from './measure.js';

const schema = new Schema<TakenMeasure & { readonly _id: string }>(
  {
    _id: String,
    caseId: String,
    filingId: String,
    kind: String,
    tier: String,
    from: String,
    to: String,
    appliedOn: String,
    refused: [String],
  },
  { versionKey: false },
);

function measuresOf(connection: Connection): Model<TakenMeasure & { readonly _id: string }> {
  return modelOf(connection, 'measures', schema);
}

export async function createMeasureIndexes(connection: Connection): Promise<void> {
  await measuresOf(connection).createCollection();
}

/** What became of a measure; null when it was never ordered here. */
export async function findMeasure(
  connection: Connection,
  measureId: string,
  session?: ClientSession,
): Promise<TakenMeasure | null> {
  const found = await measuresOf(connection)
    .findById(measureId)
    .session(session ?? null)
    .lean<(TakenMeasure & { readonly _id: string }) | null>();
  if (!found) return null;
  const { _id, ...taken } = found;
  return { ...taken, measureId: _id };
}

export async function insertMeasure(
  connection: Connection,
  { measureId, ...taken }: TakenMeasure,
  session: ClientSession,
): Promise<void> {
  await measuresOf(connection).insertMany([{ _id: measureId, ...taken }], { lean: true, session });
}
