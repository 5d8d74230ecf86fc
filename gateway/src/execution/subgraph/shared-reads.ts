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
  readonly call: Call<T>;
  readonly startedAt: number;
  waiting: number;
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
    const shared: Shared<T> = { call, startedAt: performance.now(), waiting: 0 };
    underWay.set(key, shared);
    const remove = (): void => leave(key, shared);
    call.reply.then(remove, remove);
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
      shared.waiting++;
      let reject: (reason: Error) => void;
      const gone = new Promise<never>((_, rejected) => (reject = rejected));
      gone.catch(() => undefined);
      let isIn = true;
      return {
        isOwn,
        reply: Promise.race([shared.call.reply, gone]),
        cancel(reason) {
          if (!isIn) return;
          isIn = false;
          reject(reason);
          if (--shared.waiting > 0) return;
          leave(key, shared);
          shared.call.cancel(reason);
        },
      };
    },
  };
}
