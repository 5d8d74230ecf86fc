import type { Call } from './call.js';

/** Reads that are under way, each for all who ask the same. */
export interface SharedReads<T> {
  /**
   * Joins the read of the text that is under way among those who may share, or starts one. It is called off when the last who
   * waits for it has gone. `isOwn` is whether it was started for this call.
   */
  join(asked: AskedAmong, start: () => Call<T>): Call<T> & { readonly isOwn: boolean };
}

/** What is asked, and everything else that its answer depends on: the access scope first of all. */
export interface AskedAmong {
  readonly among: string;
  readonly text: string;
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
 * Makes the table of reads. Who joins gets what was asked for a moment before; never from before an act that has been answered
 * here, since that is part of whom they may share with.
 */
export function createSharedReads<T>(): SharedReads<T> {
  // Texts are long: each is a key as it is, and not a part of one.
  const underWay = new Map<string, Map<string, Shared<T>>>();

  function started({ among, text }: AskedAmong, start: () => Call<T>): Shared<T> {
    const shared: Shared<T> = { call: start(), startedAt: performance.now(), waiting: [] };
    let reads = underWay.get(among);
    if (!reads) underWay.set(among, (reads = new Map<string, Shared<T>>()));
    reads.set(text, shared);
    const end = (tell: (one: Told<T>) => void): void => {
      leave({ among, text }, shared);
      const { waiting } = shared;
      shared.waiting = [];
      shared.call = undefined;
      for (const one of waiting) tell(one);
    };
    shared.call!.reply.then(
      (reply) => end(({ resolve }) => resolve(reply)),
      (error: unknown) => end(({ reject }) => reject(error)),
    );
    return shared;
  }

  function leave({ among, text }: AskedAmong, shared: Shared<T>): void {
    const reads = underWay.get(among);
    if (reads?.get(text) !== shared) return;
    reads.delete(text);
    if (reads.size === 0) underWay.delete(among);
  }

  return {
    join(asked, start) {
      const known = underWay.get(asked.among)?.get(asked.text);
      const isOwn = !known || performance.now() - known.startedAt > JOINABLE_MS;
      const shared = isOwn ? started(asked, start) : known;
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
          leave(asked, shared);
          shared.call?.cancel(reason);
        },
      };
    },
  };
}
