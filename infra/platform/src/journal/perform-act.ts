import { createHash } from 'node:crypto';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Caller } from '../access/caller.js';
import { canonicalJson } from '../canonical-json.js';
import { codedError } from '../graph/errors.js';
import { type JournalEvent, entryOf, rowOf } from './journal-row.js';
import { appendRow, findHash, findRemembered, findRow, rememberAct, touchGuard } from './journal-store.js';

/** What a rule makes of an act: the next state, or why not. The same function serves the dry run. */
export type Decision<State, Refusal> =
  | {
      readonly accepted: true;
      readonly state: State;
      readonly reason: string | null;
      readonly grounds: readonly unknown[];
      readonly event: JournalEvent | null;
    }
  | { readonly accepted: false; readonly refusals: readonly Refusal[] };

/** An aggregate as it stands. */
export interface Versioned<State> {
  readonly state: State;
  readonly version: number;
}

/** One act on one aggregate. */
export interface Act<State, Refusal> {
  /** The kind of aggregate and its id: `loan/7`. */
  readonly aggregate: string;
  /** The verb. */
  readonly name: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly at: Date;
  /** What the caller sent: the same key with another payload is a conflict. */
  readonly payload: unknown;
  /** Null for acts of the clock, which are repeated by their condition and not by a key. */
  readonly idempotencyKey: string | null;
  /** The version the caller has seen; 0 for an aggregate that must not exist yet; null for whatever it is. */
  readonly expectedVersion: number | null;
  /** What rules across aggregates rest on: acts that name the same guard are decided one after the other. */
  readonly guards?: readonly string[];
  readonly load: (session: ClientSession) => Promise<Versioned<State> | null>;
  /** Looks up what the rules need besides the state, in the same transaction, and decides. */
  readonly decide: (
    state: State | null,
    session: ClientSession,
  ) => Decision<State, Refusal> | Promise<Decision<State, Refusal>>;
  readonly save: (state: State, version: number, session: ClientSession) => Promise<void>;
  /** The state as the journal keeps it: personal fields sealed. */
  readonly journalled?: (state: State) => unknown;
  /** Called before the transaction commits and after it has, where tests end the process. */
  readonly onStep?: (point: 'STORED' | 'COMMITTED') => void;
}

/** What became of an act. A retry is answered with what the first one did. */
export type ActOutcome<Refusal> =
  | { readonly outcome: 'DONE'; readonly version: number; readonly after: unknown; readonly isRepeated: boolean }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

/** An accepted act outlives the machine that accepted it. */
const DURABLE: mongo.TransactionOptions = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } };

/**
 * Performs an act: loads, decides, and stores the aggregate with one journal row in one transaction. A refused act leaves
 * nothing. A second request with the same key gets the answer of the first that was accepted.
 * @throws GraphQLError CONFLICT when the aggregate is not at the expected version (the error says which it is at), or the key
 * was used with another payload
 */
export async function performAct<State, Refusal>(
  connection: Connection,
  act: Act<State, Refusal>,
): Promise<ActOutcome<Refusal>> {
  const once = async () => connection.transaction(async (session) => perform(connection, act, session), DURABLE);
  const outcome = await once().catch(async (error: unknown) => {
    if (!isDuplicate(error)) throw error;
    // Two with one key, or two that make one aggregate: who comes second sees now what the first has done.
    return once();
  });
  act.onStep?.('COMMITTED');
  return outcome;
}

async function perform<State, Refusal>(
  connection: Connection,
  act: Act<State, Refusal>,
  session: ClientSession,
): Promise<ActOutcome<Refusal>> {
  const { aggregate, expectedVersion, guards = [], journalled = (state: State): unknown => state } = act;
  const key = keyOf(act);
  const repeated = key === null ? null : await answerOfRetry(connection, act, key, session);
  if (repeated) return repeated;
  for (const guard of [...guards].sort()) await touchGuard(connection, guard, session);

  const current = await act.load(session);
  const version = current?.version ?? 0;
  if (expectedVersion !== null && expectedVersion !== version)
    throw codedError('CONFLICT', `it is at version ${version}, not ${expectedVersion}`, { currentVersion: version });
  const decision = await act.decide(current?.state ?? null, session);
  if (!decision.accepted) return { outcome: 'REFUSED', refusals: decision.refusals };

  const { state, reason, grounds, event } = decision;
  const { role, subject } = act.caller;
  const after = journalled(state);
  const entry = {
    aggregate,
    version: version + 1,
    act: act.name,
    caller: { role, subject },
    at: act.at.toISOString(),
    reason,
    grounds,
    before: current ? journalled(current.state) : null,
    after,
    event,
  };
  const row = rowOf(entry, await findHash(connection, aggregate, version, session));
  await act.save(state, row.version, session);
  await appendRow(connection, row, event !== null, session);
  if (key !== null)
    await rememberAct(connection, { _id: key, fingerprint: fingerprintOf(act), rowId: row._id, at: act.at }, session);
  act.onStep?.('STORED');
  return { outcome: 'DONE', version: row.version, after: entryOf(row).after, isRepeated: false };
}

async function answerOfRetry<State, Refusal>(
  connection: Connection,
  act: Act<State, Refusal>,
  key: string,
  session: ClientSession,
): Promise<ActOutcome<Refusal> | null> {
  const known = await findRemembered(connection, key, session);
  if (!known) return null;
  if (known.fingerprint !== fingerprintOf(act))
    throw codedError('CONFLICT', 'the idempotency key was used for another request', { argument: 'idempotencyKey' });
  const row = await findRow(connection, known.rowId, session);
  if (!row) throw new Error(`${known.rowId} is remembered and not in the journal`);
  return { outcome: 'DONE', version: row.version, after: entryOf(row).after, isRepeated: true };
}

function keyOf({
  caller,
  name,
  idempotencyKey,
}: Pick<Act<unknown, unknown>, 'caller' | 'name' | 'idempotencyKey'>): string | null {
  return idempotencyKey === null ? null : JSON.stringify([caller.subject, name, idempotencyKey]);
}

function fingerprintOf({
  aggregate,
  expectedVersion,
  payload,
}: Pick<Act<unknown, unknown>, 'aggregate' | 'expectedVersion' | 'payload'>): string {
  return createHash('sha256')
    .update(canonicalJson([aggregate, expectedVersion, payload]))
    .digest('hex');
}

function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;
}
