import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import type { Schema } from 'mongoose';

/** How long the reads of a request are worth anything. */
export interface ReadLimit {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** On the clock of durations, in milliseconds. */
  readonly until: number;
}

const limits = new AsyncLocalStorage<ReadLimit>();
const limited = new WeakSet<Schema>();

/** Runs what reads for a request: the store gives up by itself when time is up, and nothing more is read when its caller has gone. */
export function inReadLimit<T>(limit: ReadLimit, run: () => T): T {
  // Each read listens while it lasts; how many there are at once is bounded elsewhere.
  setMaxListeners(0, limit.signal);
  return limits.run(limit, run);
}

/** Whether whoever asked does not wait any more. */
export function isGivenUp(): boolean {
  const limit = limits.getStore();
  return limit !== undefined && (limit.signal.aborted || limit.until <= performance.now());
}

/** Makes the reads of a schema keep to the limit of their request; those inside a transaction belong to an act, and go on. */
export function limitReads(schema: Schema): void {
  if (limited.has(schema)) return;
  limited.add(schema);
  schema.pre(['find', 'findOne', 'countDocuments', 'distinct'], function () {
    const bound = boundOf(this.getOptions());
    if (bound) this.setOptions(bound);
  });
  schema.pre('aggregate', function () {
    const bound = boundOf(this.options);
    if (bound) this.option(bound);
  });
}

interface ReadOptions {
  readonly session?: unknown;
  readonly maxTimeMS?: number | undefined;
}

function boundOf({ session, maxTimeMS }: ReadOptions): { maxTimeMS: number; signal: AbortSignal } | undefined {
  const limit = limits.getStore();
  if (!limit || session != null || maxTimeMS !== undefined) return undefined;
  if (isGivenUp()) throw new Error('nobody waits for what would be read');
  return { maxTimeMS: Math.max(1, Math.ceil(limit.until - performance.now())), signal: limit.signal };
}
