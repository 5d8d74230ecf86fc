import { type Day, dayAt } from '@shanghai/kernel';
import type { AssertedRequest, Caller, RequestServices, Sealer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type Loaders, createLoaders } from './loaders.js';
import type { Lag } from './subject/subject-standing.js';

/** What one request carries. */
export interface Context {
  readonly store: Connection;
  readonly caller: Caller;
  /** The instant of the request: acts happen then. */
  readonly now: Date;
  /** The Shanghai day of the request: what `asOf` is when absent. */
  readonly today: Day;
  /** How many events a consumer has still to take. */
  readonly lag: Lag;
  readonly sealer: Sealer;
  readonly loaders: Loaders;
}

export function createContext(
  store: Connection,
  { caller, now }: AssertedRequest,
  { lag, sealer }: Pick<RequestServices, 'lag' | 'sealer'>,
): Context {
  return { store, caller, now, today: dayAt(now), lag, sealer, loaders: createLoaders(store, caller) };
}
