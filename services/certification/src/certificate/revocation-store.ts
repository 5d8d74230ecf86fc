import type { Day } from '@shanghai/kernel';
import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';

/** What became of an order to revoke certificates. */
export interface TakenRevocation {
  /** The id of the order. */
  readonly _id: string;
  readonly caseId: string;
  readonly filingId: string;
  readonly certificateIds: readonly string[];
  /** Null when it was refused. */
  readonly appliedOn: Day | null;
  /** Why, by code; empty when it was applied. */
  readonly refused: readonly string[];
}

const schema = new Schema<TakenRevocation>(
  { _id: String, caseId: String, filingId: String, certificateIds: [String], appliedOn: String, refused: [String] },
  { versionKey: false },
);

function revocationsOf(connection: Connection): Model<TakenRevocation> {
  return modelOf(connection, 'revocations', schema);
}

export async function createRevocationIndexes(connection: Connection): Promise<void> {
  await revocationsOf(connection).createCollection();
}

/** Whether an order was taken. */
export async function isRevocationTaken(
  connection: Connection,
  revocationId: string,
  session: ClientSession,
): Promise<boolean> {
  return (await revocationsOf(connection).findById(revocationId, { _id: 1 }).session(session).lean()) !== null;
}

export async function insertRevocation(
  connection: Connection,
  taken: TakenRevocation,
  session: ClientSession,
): Promise<void> {
  await revocationsOf(connection).insertMany([taken], { lean: true, session });
}
