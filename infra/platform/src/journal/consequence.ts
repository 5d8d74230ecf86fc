import type { ClientSession, Connection } from 'mongoose';
import type { Versioned } from './act.js';
import type { JournalEntry, JournalEvent } from './journal-row.js';
import { type Saving, storeChange } from './store-change.js';

/** What an act does to another aggregate, whose state is no concern of the act. */
export interface ConsequenceOn<State> extends Saving<State> {
  /** The kind of aggregate and its id: `shelf/12`. */
  readonly aggregate: string;
  /** The verb, as the journal of that aggregate has it. */
  readonly name: string;
  readonly load: (session: ClientSession) => Promise<Versioned<State> | null>;
  /** What becomes of it; what throws here undoes the act. */
  readonly next: (current: State | null) => State;
  readonly grounds: readonly unknown[];
  /** That of the act when absent. */
  readonly reason?: string | null;
  readonly event: JournalEvent | null;
  /** The ids of the rules it was judged by; none when absent. */
  readonly rules?: readonly string[];
}

/** The act that something is a consequence of. */
export type Cause = Pick<JournalEntry, 'caller' | 'at' | 'reason' | 'requestId'> & {
  /** The id of its row. */
  readonly cause: string;
};

/** A consequence of any state, so that one list holds them all. `consequence` makes it. */
export interface Consequence extends Pick<ConsequenceOn<unknown>, 'aggregate' | 'name' | 'grounds' | 'event'> {
  /** Stores it as a version and a journal row of its own aggregate. */
  readonly storeFor: (cause: Cause, connection: Connection, session: ClientSession) => Promise<void>;
}

/** Another aggregate that changes when the act does, or not at all. */
export function consequence<State>(on: ConsequenceOn<State>): Consequence {
  const { aggregate, name, grounds, event, rules = [] } = on;
  return {
    aggregate,
    name,
    grounds,
    event,
    async storeFor(cause, connection, session) {
      const current = await on.load(session);
      const entry = {
        ...cause,
        aggregate,
        act: name,
        grounds,
        event,
        ...(rules.length > 0 && { rules }),
        ...(on.reason !== undefined && { reason: on.reason }),
      };
      await storeChange(connection, { ...on, entry, current, state: on.next(current?.state ?? null) }, session);
    },
  };
}
