import type { Connection } from 'mongoose';
import { allEditions } from './edition-store.js';
import type { Edition } from './editions.js';

/** The editions of a store as they were read at an instant. */
interface Register {
  readonly editions: readonly Edition[];
  readonly readAt: number;
}

const registers = new WeakMap<Connection, Register>();

/** For so long another process may have published an edition that this one does not show. Acts never read the register. */
const STALE_MS = 10_000;

/**
 * Every published edition, in the order of issue: without a store command, but for the first request and one every ten
 * seconds.
 */
export async function editionsAt(store: Connection, now: Date): Promise<readonly Edition[]> {
  const known = registers.get(store);
  const at = now.getTime();
  if (known && Math.abs(at - known.readAt) < STALE_MS) return known.editions;
  const editions = await allEditions(store);
  registers.set(store, { editions, readAt: at });
  return editions;
}

/** Has the editions of a store read again by the next request: this process has changed them. */
export function forgetEditions(store: Connection): void {
  registers.delete(store);
}
