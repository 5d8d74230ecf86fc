import { createHash } from 'node:crypto';
import type { ClientSession, Connection } from 'mongoose';
import { canonicalJson } from '../canonical-json.js';
import { systemClock } from '../clock.js';
import { codedError } from '../graph/errors.js';
import { currentRequest } from '../http/request-scope.js';
import type { Act, ActOutcome, Decision, Versioned } from './act.js';
import { type JournalEntry, entryOf } from './journal-row.js';
import { touchGuard } from './guard-store.js';
import { findRow } from './journal-store.js';
import { type Reasons, reasonsOfConflict, reasonsOfRefusals, recordRefusedAct } from './record-refused-act.js';
import { findRemembered, rememberAct } from './remembered-act-store.js';
import { DURABLE, storeChange } from './store-change.js';
import { announceTelling } from './telling.js';

/**
 * Performs an act: loads, decides, and stores the aggregate with one journal row in one transaction, with all that follows for
 * other aggregates. A refused act leaves nothing. A second request with the same key gets the answer of the first that was
 * accepted. What was asked for by somebody and not done is in the audit of refused acts.
 * @throws GraphQLError CONFLICT when the aggregate is not at the expected version (the error says which it is at), or the key
 * was used with another payload
 */
export async function performAct<State, Refusal>(
  connection: Connection,
  act: Act<State, Refusal>,
): Promise<ActOutcome<Refusal>> {
  const once = async () => connection.transaction(async (session) => perform(connection, act, session), DURABLE);
  const { tells, ...outcome } = await once()
    .catch(async (error: unknown) => {
      if (!isDuplicate(error)) throw error;
      // Two with one key, or two that make one aggregate: who comes second sees now what the first has done.
      return once();
    })
    .catch(async (error: unknown) => {
      await audit(connection, act, reasonsOfConflict(error));
      throw error;
    });
  if (outcome.outcome === 'REFUSED') await audit(connection, act, reasonsOfRefusals(outcome.refusals));
  act.onStep?.('COMMITTED');
  if (tells) announceTelling(connection);
  return outcome;
}

/**
 * An aggregate as it stands, and what the rules make of the act.
 * @throws GraphQLError CONFLICT when it is not at the expected version
 */
export async function decideAct<State, Refusal>(
  { expectedVersion, load, decide }: Pick<Act<State, Refusal>, 'expectedVersion' | 'load' | 'decide'>,
  session: ClientSession,
): Promise<{ readonly current: Versioned<State> | null; readonly decision: Decision<State, Refusal> }> {
  const current = await load(session);
  const version = current?.version ?? 0;
  if (expectedVersion !== null && expectedVersion !== version)
    throw codedError('CONFLICT', `it is at version ${version}, not ${expectedVersion}`, { currentVersion: version });
  return { current, decision: await decide(current?.state ?? null, session) };
}

async function perform<State, Refusal>(
  connection: Connection,
  act: Act<State, Refusal>,
  session: ClientSession,
): Promise<ActOutcome<Refusal> & { readonly tells?: boolean }> {
  const key = keyOf(act);
  const repeated = key === null ? null : await answerOfRetry(connection, act, key, session);
  if (repeated) return repeated;
  for (const guard of [...(act.guards ?? [])].sort()) await touchGuard(connection, guard, session);

  const { current, decision } = await decideAct(act, session);
  if (!decision.accepted) return { outcome: 'REFUSED', refusals: decision.refusals };

  const { state, reason, grounds, event, rules = [], consequences = [] } = decision;
  const by = { ...askedBy(act), at: act.at.toISOString(), reason };
  const entry = { ...by, aggregate: act.aggregate, act: act.name, grounds, event, ...(rules.length > 0 && { rules }) };
  const row = await storeChange(connection, { ...act, entry, current, state }, session);
  for (const following of consequences) {
    act.onStep?.('HALF_STORED');
    await following.storeFor({ ...by, cause: row._id }, connection, session);
  }
  if (key !== null)
    await rememberAct(
      connection,
      { _id: key, fingerprint: fingerprintOf(act), rowId: row._id, at: systemClock.now() },
      session,
    );
  act.onStep?.('STORED');
  const tells = event !== null || consequences.some((one) => one.event !== null);
  return { outcome: 'DONE', version: row.version, after: entryOf(row).after, isRepeated: false, tells };
}

/** What an act is known by before it is decided. */
type Asked = Pick<Act<unknown, unknown>, 'aggregate' | 'name' | 'caller' | 'at' | 'idempotencyKey' | 'requestId'>;

/** What the journal says of who asked. */
function askedBy({
  caller: { role, subject, scopes = {} },
  requestId = currentRequest()?.requestId ?? null,
}: Pick<Asked, 'caller' | 'requestId'>): Pick<JournalEntry, 'caller' | 'requestId'> {
  return {
    caller: { role, subject, ...(Object.keys(scopes).length > 0 && { scopes }) },
    ...(requestId !== null && { requestId }),
  };
}

/** Adds an act to the audit that was refused for these reasons; the clock asks again and again and is none of it. */
async function audit(
  connection: Connection,
  { aggregate, name: act, caller, at, idempotencyKey, requestId }: Asked,
  reasons: Reasons | null,
): Promise<void> {
  if (reasons === null || idempotencyKey === null) return;
  const { role, subject, scopes = {} } = caller;
  await recordRefusedAct(connection, { at, role, subject, scopes, act, aggregate, ...reasons, requestId });
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
