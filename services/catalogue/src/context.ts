import { type Day, dayAt } from '@shanghai/kernel';
import type { AssertedRequest, Caller, RequestServices, Sealer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { allEditions } from './edition/edition-store.js';
import type { Edition } from './edition/editions.js';
import { type Loaders, createLoaders } from './loaders.js';

/** What one request carries. */
export interface Context {
  readonly store: Connection;
  readonly caller: Caller;
  /** The instant of the request: acts happen then. */
  readonly now: Date;
  /** The Shanghai day of the request, where it names no other. */
  readonly today: Day;
  readonly sealer: Sealer;
  readonly loaders: Loaders;
  /** Every published edition, in the order of issue: read once, when first asked for. */
  readonly editions: () => Promise<readonly Edition[]>;
}

export function createContext(
  store: Connection,
  { caller, now }: AssertedRequest,
  { sealer }: Pick<RequestServices, 'sealer'>,
): Context {
  let editions: Promise<readonly Edition[]> | undefined;
  return {
    store,
    caller,
    now,
    today: dayAt(now),
    sealer,
    loaders: createLoaders(store, caller),
    editions: async () => (editions ??= allEditions(store)),
  };
}
