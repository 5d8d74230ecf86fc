import type { Call } from './call.js';

/** Reads that are under way, each for all who ask the same. */
export interface SharedReads<T> {
  /**
   * Joins the read of the key that is under way, or starts one. It is called off when the last who waits for it has gone.
   * `isOwn` is whether it was started for this call.
   */
  join(key: string, start: () => Call<T>): Call<T> & { readonly isOwn: boolean };
}

interface Shared<T> {
  /** Undefined when it has ended: the tables of a map that has grown hold on to what was in them. */
  call: Call<T> | undefined;
  readonly startedAt: number;
  /** Those who wait, each to be told once. */
  waiting: Told<T>[];
}

interface Told<T> {
  readonly resolve: (reply: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** Longer under way, one may have seen what others have changed since: half of what a read may be behind. */
const JOINABLE_MS = 250;

/**
 * Makes the table of reads. The key names everything that an answer depends on: the access scope first of all. Who joins gets
 * what was asked for a moment before; never from before an act that has been answered here, since that is part of the key.
 */
export function createSharedReads<T>(): SharedReads<T> {
  const underWay = new Map<string, Shared<T>>();

  function started(key: string, start: () => Call<T>): Shared<T> {
    const call = start();
    const shared: Shared<T> = { call, startedAt: performance.now(), waiting: [] };
    underWay.set(key, shared);
    const end = (tell: (one: Told<T>) => void): void => {
      leave(key, shared);
      const { waiting } = shared;
      shared.waiting = [];
      shared.call = undefined;
      for (const one of waiting) tell(one);
    };
    call.reply.then(
      (reply) => end(({ resolve }) => resolve(reply)),
      (error: unknown) => end(({ reject }) => reject(error)),
    );
    return shared;
  }

  function leave(key: string, shared: Shared<T>): void {
    if (underWay.get(key) === shared) underWay.delete(key);
  }

  return {
    join(key, start) {
      const known = underWay.get(key);
      const isOwn = !known || performance.now() - known.startedAt > JOINABLE_MS;
      const shared = isOwn ? started(key, start) : known;
      let told: Told<T>;
      const reply = new Promise<T>((resolve, reject) => shared.waiting.push((told = { resolve, reject })));
      return {
        isOwn,
        reply,
        cancel(reason) {
          if (!shared.waiting.includes(told)) return;
          shared.waiting = shared.waiting.filter((one) => one !== told);
          told.reject(reason);
          if (shared.waiting.length > 0) return;
          leave(key, shared);
          shared.call?.cancel(reason);
        },
      };
    },
  };
}
