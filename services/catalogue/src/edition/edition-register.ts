import type { Connection } from 'mongoose';
import { allEditions } from './edition-store.js';
import type { Edition } from './editions.js';

/** The editions of a store as they were read at an instant. */
interface Register {
  readonly editions: Promise<readonly Edition[]>;
  readonly readAt: number;
}

const registers = new WeakMap<Connection, Register>();

/** For so long another process may have published an edition that this one does not show. Acts never read the register. */
const STALE_MS = 10_000;

/**
 * Every published edition, in the order of issue: without a store command, but for one every ten seconds. All who ask at once
 * wait for the same answer, so that what they ask next is still gathered into one query.
 */
export async function editionsAt(store: Connection, now: Date): Promise<readonly Edition[]> {
  const known = registers.get(store);
  if (known && Math.abs(now.getTime() - known.readAt) < STALE_MS) return known.editions;
  const read = { editions: allEditions(store), readAt: now.getTime() };
  registers.set(store, read);
  // What could not be read is not kept.
  read.editions.catch(() => registers.get(store) === read && registers.delete(store));
  return read.editions;
}

/** Reads the editions of a store anew: this process has changed them. */
export async function renewEditions(store: Connection, now: Date): Promise<readonly Edition[]> {
  registers.delete(store);
  return editionsAt(store, now);
}
