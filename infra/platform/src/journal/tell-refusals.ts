import type { ClockworkTask } from '../subgraph/subgraph.js';
import { listRefusalCounts } from './refusal-count-store.js';
import { stateToOthers } from './state-to-others.js';

/** The event by which a service says how often its rules have refused an act. */
export const REFUSALS_COUNTED = 'refusals.counted';

/** What it holds: numbers and instants alone. */
export interface RefusalsCounted {
  readonly counts: readonly { readonly rule: string; readonly count: number; readonly lastAt: string }[];
}

// An act that is refused changes nothing, and whoever repeats it must not fill the journal.
const HOUR_MS = 3_600_000;

/** Tells others once an hour, when it has changed, how often each rule has refused an act here. */
export const tellRefusals: ClockworkTask = {
  name: 'refusals',
  run: async (store, now) => {
    const counted = await listRefusalCounts(store);
    if (counted.length === 0) return 0;
    const counts = counted.map(({ _id, count, lastAt }) => ({ rule: _id, count, lastAt: lastAt.toISOString() }));
    const told: RefusalsCounted = { counts };
    const event = { type: REFUSALS_COUNTED, payload: told };
    return (await stateToOthers(store, event, now, { notBeforeMs: HOUR_MS })) ? 1 : 0;
  },
};
