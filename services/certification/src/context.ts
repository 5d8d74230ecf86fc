import { type Day, dayAt } from '@shanghai/kernel';
import type { AssertedRequest, Caller, RequestServices, Sealer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type Loaders, createLoaders } from './loaders.js';

/** What one request carries. */
export interface Context {
  readonly store: Connection;
  readonly caller: Caller;
  /** The instant of the request: acts happen then. */
  readonly now: Date;
  /** The Shanghai day of the request: what `asOf` is when absent. */
  readonly today: Day;
  readonly sealer: Sealer;
  /** How many events a consumer of this service has still to take. */
  readonly lag: RequestServices['lag'];
  readonly loaders: Loaders;
}

export function createContext(
  store: Connection,
  { caller, now }: AssertedRequest,
  { sealer, lag }: Pick<RequestServices, 'sealer' | 'lag'>,
): Context {
  return { store, caller, now, today: dayAt(now), sealer, lag, loaders: createLoaders(store, caller) };
}
