import type { Connection } from 'mongoose';
import { listPositions } from './consumer-store.js';
import { listTopics } from './topic-store.js';

/** How new what a subgraph answers is: what it is told of, and how much of that it has taken in. */
export interface Freshness {
  /** The position of the newest event of each topic. */
  readonly topics: Readonly<Record<string, number>>;
  /** The position up to which every consumer of the subgraph has taken what others told; null where it has none. */
  readonly applied: number | null;
}

/** Reads how new the answers of a subgraph are: two commands, whatever has happened. */
export async function readFreshness(
  store: Connection,
  events: Connection,
  consumers: readonly string[],
): Promise<Freshness> {
  // The consumers first: what they take after that makes the answer older than it is, never newer.
  const positions = await listPositions(store, consumers);
  const topics = await listTopics(events);
  return {
    topics: Object.fromEntries([...topics].sort(([one], [other]) => (one < other ? -1 : 1))),
    applied: consumers.length === 0 ? null : Math.min(...consumers.map((name) => positions.get(name) ?? 0)),
  };
}
