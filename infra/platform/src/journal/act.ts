import type { ClientSession } from 'mongoose';
import type { Caller } from '../access/caller.js';
import type { Consequence } from './consequence.js';
import type { JournalEvent } from './journal-row.js';

/** What a rule makes of an act: the next state, or why not. The same function serves the dry run. */
export type Decision<State, Refusal> =
  | {
      readonly accepted: true;
      readonly state: State;
      readonly reason: string | null;
      readonly grounds: readonly unknown[];
      readonly event: JournalEvent | null;
      /** The ids of the rules it was judged by; none when absent. */
      readonly rules?: readonly string[];
      /** What changes beside the aggregate, in this order and in the same transaction. */
      readonly consequences?: readonly Consequence[];
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
  /** With the scopes that narrow the role, where there are any. */
  readonly caller: Pick<Caller, 'role' | 'subject'> & Partial<Pick<Caller, 'scopes'>>;
  /** Of the request under way when absent. */
  readonly requestId?: string | null;
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
  /** Called between the writes, before the transaction commits and after it has, where tests end the process. */
  readonly onStep?: (point: 'HALF_STORED' | 'STORED' | 'COMMITTED') => void;
}

/** What became of an act. A retry is answered with what the first one did. */
export type ActOutcome<Refusal> =
  | { readonly outcome: 'DONE'; readonly version: number; readonly after: unknown; readonly isRepeated: boolean }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };
