import type { Connection } from 'mongoose';
import { canonicalJson } from '../canonical-json.js';
import type { Act } from './act.js';
import { decideAct } from './perform-act.js';
import { DURABLE } from './store-change.js';

/** What would become of an act. */
export type RehearsalOutcome<Refusal> =
  | { readonly outcome: 'WOULD_BE_DONE'; readonly version: number; readonly after: unknown }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

/** The part of an act that decides. */
export type Rehearsed<State, Refusal> = Pick<Act<State, Refusal>, 'load' | 'decide' | 'journalled'> &
  Partial<Pick<Act<State, Refusal>, 'expectedVersion'>>;

/**
 * Loads and decides as `performAct` does, in a transaction that never commits: without key, guards or saving, and whatever is
 * decided it leaves nothing.
 * @throws GraphQLError CONFLICT when the aggregate is not at the expected version
 */
export async function rehearseAct<State, Refusal>(
  connection: Connection,
  { load, decide, journalled = (state) => state, expectedVersion = null }: Rehearsed<State, Refusal>,
): Promise<RehearsalOutcome<Refusal>> {
  const session = await connection.startSession();
  try {
    session.startTransaction(DURABLE);
    const { current, decision } = await decideAct({ load, decide, expectedVersion }, session);
    if (!decision.accepted) return { outcome: 'REFUSED', refusals: decision.refusals };
    const after = JSON.parse(canonicalJson(journalled(decision.state))) as unknown;
    return { outcome: 'WOULD_BE_DONE', version: (current?.version ?? 0) + 1, after };
  } finally {
    await session.abortTransaction();
    await session.endSession();
  }
}
