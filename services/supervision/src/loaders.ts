import type { Caller } from '@shanghai/platform';
import type { Connection } from 'mongoose';

/** One set per request: a cache must not outlive the caller who is allowed to see the rows. */
export interface Loaders {
  readonly caller: Caller;
}

export function createLoaders(_store: Connection, caller: Caller): Loaders {
  return { caller };
}
