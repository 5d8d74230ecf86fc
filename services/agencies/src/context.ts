import { type Day, dayAt } from '@shanghai/kernel';
import type { RequestStamp } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type Loaders, createLoaders } from './loaders.js';

/** What one request carries. */
export interface Context {
  readonly store: Connection;
  /** The Shanghai day of the request, where it names no other. */
  readonly today: Day;
  readonly loaders: Loaders;
}

export function createContext(store: Connection, { now }: RequestStamp): Context {
  return { store, today: dayAt(now), loaders: createLoaders(store) };
}
