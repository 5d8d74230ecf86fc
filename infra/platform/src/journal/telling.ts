import type { Connection } from 'mongoose';

const listeners = new WeakMap<Connection, Set<() => void>>();

/** Calls the function whenever an act on the connection was committed that tells others something; until the end is called. */
export function onTelling(connection: Connection, told: () => void): () => void {
  const all = listeners.get(connection) ?? new Set();
  listeners.set(connection, all.add(told));
  return () => all.delete(told);
}

/** Says that such an act was committed. */
export function announceTelling(connection: Connection): void {
  for (const told of listeners.get(connection) ?? []) told();
}
