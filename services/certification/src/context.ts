import { type Day, dayAt } from '@shanghai/kernel';
import type { RequestStamp } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type Loaders, createLoaders } from './loaders.js';

/** What one request carries. */
export interface Context {
  readonly store: Connection;
  readonly loaders: Loaders;
  /** The Shanghai day of the request: what `asOf` is when absent. */
  readonly today: Day;
}

export function createContext(store: Connection, { now }: RequestStamp): Context {
  return { store, loaders: createLoaders(store), today: dayAt(now) };
}
