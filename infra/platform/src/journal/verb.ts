import type { ClientSession, Connection } from 'mongoose';
import type { Caller } from '../access/caller.js';
import type { Act } from './act.js';
import type { Consequence } from './consequence.js';
import { performAct } from './perform-act.js';
import { reviveInstants } from './revive-instants.js';

/** Who acts, and when. */
export interface Acting {
  readonly store: Connection;
  readonly caller: Pick<Caller, 'role' | 'subject' | 'scopes'>;
  readonly now: Date;
  /** Where tests end the process. */
  readonly onStep?: Act<unknown, unknown>['onStep'];
}

/** On which of a kind, at which version. Version and key are null for the clock, which acts as long as its condition holds. */
export interface OnAggregate {
  readonly id: string;
  readonly version: number | null;
  readonly idempotencyKey: string | null;
}

/** One act of a machine, in the parts that a reader asks for. A machine adds what only its verbs say. */
export interface Verb<Name extends string, State, Finding, Change, Facts> {
  readonly act: Name;
  /** What the caller said beside which one it is. */
  readonly payload?: unknown;
  readonly reason?: string | null;
  /** What must not change meanwhile: rules across aggregates rest on it. */
  readonly guards?: readonly string[];
  /** What the rules need beside the state, read in the same transaction. */
  readonly facts: (state: State, session: ClientSession) => Promise<Facts>;
  /** What the rules say. */
  readonly judge: (state: State, facts: Facts) => readonly Finding[];
  /** What becomes of it, when nothing refuses. */
  readonly next: (state: State, facts: Facts) => Change;
  /** What changes beside it. */
  readonly consequences?: (next: State, facts: Facts) => readonly Consequence[];
}

/** An aggregate as the journal has it after an act, or every reason why the act was refused. */
export type VerbOutcome<Refusal> =
  | { readonly state: unknown; readonly version: number; readonly isRepeated: boolean }
  | { readonly refusals: readonly Refusal[] };

/** The parts of a verb that most have none of. */
export function plainVerb<Facts>() {
  return { facts: async (): Promise<Facts> => Promise.resolve(null as Facts), judge: () => [] };
}

/** What the act of any verb on any kind of aggregate says in the same way. */
export function askedOf(
  kind: string,
  { caller, now, onStep }: Acting,
  { id, version, idempotencyKey }: OnAggregate,
  {
    act,
    payload = null,
    guards = [],
  }: Pick<Verb<string, never, unknown, unknown, never>, 'act' | 'payload' | 'guards'>,
) {
  return {
    aggregate: `${kind}/${id}`,
    name: act,
    caller,
    at: now,
    payload,
    idempotencyKey,
    expectedVersion: version,
    guards,
    ...(onStep && { onStep }),
  };
}

/**
 * Performs an act and reads the state that it left from the journal, as of `reviveInstants`. A state that is journalled in part
 * comes back as that part.
 * @throws GraphQLError as `performAct` does
 */
export async function performVerb<State, Refusal>(
  store: Connection,
  act: Act<State, Refusal>,
  verbatim: ReadonlySet<string>,
): Promise<VerbOutcome<Refusal>> {
  const outcome = await performAct(store, act);
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  const { after, version, isRepeated } = outcome;
  return { state: reviveInstants(after, verbatim), version, isRepeated };
}
