import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, type PipelineStage, Schema, trusted } from 'mongoose';

/** 限制 on a body, as supervision told of it (VIO-006). */
export interface Restriction {
  readonly _id: string;
  readonly agencyId: string;
  readonly from: Day;
  /** The last day; null while no end is set. */
  readonly to: Day | null;
}

const schema = new Schema<Restriction>(
  { _id: String, agencyId: String, from: String, to: String },
  { versionKey: false },
);
schema.index({ agencyId: 1 });

/** The name of the consumer that keeps restrictions. */
export const RESTRICTIONS_CONSUMER = 'restrictions';

/** Another agency with the credit code, or an event of supervision that is parked. */
interface Mark {
  readonly mark: 'HOLDER' | 'PARKED';
}

/** Adds whether there is an event of supervision that is parked. */
const withParked: PipelineStage.UnionWith = {
  $unionWith: {
    coll: 'deadLetters',
    pipeline: [
      { $match: { consumer: RESTRICTIONS_CONSUMER } },
      { $limit: 1 },
      { $project: { mark: { $literal: 'PARKED' } } },
    ],
  },
};

/** No agency has it. */
const NO_CREDIT_CODE = '';

function restrictionsOf(connection: Connection): Model<Restriction> {
  return modelOf(connection, 'restrictions', schema);
}

export async function createRestrictionIndexes(connection: Connection): Promise<void> {
  await restrictionsOf(connection).createCollection();
  await restrictionsOf(connection).createIndexes();
}

/** What is known of a body beside its applications. */
export interface BodyFacts {
  /** Every restriction that it was ever under; null while something that supervision told could not be taken. */
  readonly restrictions: readonly Restriction[] | null;
  /** Whether another agency in the register has its credit code. */
  readonly creditCodeIsTaken: boolean;
}

/** The restrictions of a body, and whether its credit code is another's: one command. */
export async function findBodyFacts(
  connection: Connection,
  { agencyId, creditCode }: { readonly agencyId: string; readonly creditCode: string | null },
  session?: ClientSession,
): Promise<BodyFacts> {
  const holders = { $match: { creditCode: creditCode ?? NO_CREDIT_CODE, _id: { $ne: agencyId } } };
  const rows = await restrictionsOf(connection).aggregate<Restriction | Mark>(
    [
      { $match: { agencyId } },
      { $unionWith: { coll: 'agencies', pipeline: [holders, { $project: { mark: { $literal: 'HOLDER' } } }] } },
      withParked,
    ],
    { batchSize: ONE_BATCH, ...(session && { session }) },
  );
  const marks = rows.flatMap((row) => ('mark' in row ? [row.mark] : []));
  const restrictions = rows.flatMap((row) => ('mark' in row ? [] : [row]));
  return { restrictions: marks.includes('PARKED') ? null : restrictions, creditCodeIsTaken: marks.includes('HOLDER') };
}

/** The restrictions of several bodies, each under its agency; null while something that supervision told could not be taken. */
export async function findRestrictionsOf(
  connection: Connection,
  agencyIds: readonly string[],
): Promise<readonly Restriction[] | null> {
  const rows = await restrictionsOf(connection).aggregate<Restriction | Mark>(
    [{ $match: { agencyId: { $in: [...agencyIds] } } }, withParked],
    { batchSize: ONE_BATCH },
  );
  const restrictions = rows.flatMap((row) => ('mark' in row ? [] : [row]));
  return restrictions.length === rows.length ? restrictions : null;
}

export async function storeRestriction(
  connection: Connection,
  restriction: Restriction,
  session: ClientSession,
): Promise<void> {
  await restrictionsOf(connection).replaceOne({ _id: restriction._id }, restriction, { upsert: true, session });
}

/** Sets the last day of a restriction. */
export async function endRestriction(
  connection: Connection,
  id: string,
  to: Day,
  session: ClientSession,
): Promise<void> {
  await restrictionsOf(connection).updateOne({ _id: id }, { $set: { to } }, { session });
}

/** Forgets every restriction, before the model is built anew from the first event. */
export async function emptyRestrictions(connection: Connection, session: ClientSession): Promise<void> {
  await restrictionsOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
}
