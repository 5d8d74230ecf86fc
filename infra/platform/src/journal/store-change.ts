import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Act, Versioned } from './act.js';
import { type JournalEntry, type JournalRow, rowOf } from './journal-row.js';
import { appendRow, findHash } from './journal-store.js';

/** An accepted act outlives the machine that accepted it. */
export const DURABLE: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
};

/** How an aggregate is saved, and what of it the journal keeps. */
export type Saving<State> = Pick<Act<State, unknown>, 'save' | 'journalled'>;

/** A change of one aggregate that was decided. */
export interface Change<State> extends Saving<State> {
  readonly entry: Omit<JournalEntry, 'version' | 'before' | 'after'>;
  readonly current: Versioned<State> | null;
  readonly state: State;
}

/** Stores the aggregate with its journal row, which the relay is given when it tells others something. */
export async function storeChange<State>(
  connection: Connection,
  { entry, current, state, save, journalled = (one) => one }: Change<State>,
  session: ClientSession,
): Promise<JournalRow> {
  const { aggregate, event } = entry;
  const version = current?.version ?? 0;
  const before = current ? journalled(current.state) : null;
  const row = rowOf(
    { ...entry, version: version + 1, before, after: journalled(state) },
    await findHash(connection, aggregate, version, session),
  );
  await save(state, row.version, session);
  await appendRow(connection, row, event !== null, session);
  return row;
}
