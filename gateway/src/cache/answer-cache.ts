import { countCached, type Logger, type Running } from '@shanghai/platform';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { shareInRedis } from './redis-tier.js';

export interface AnswerCacheOptions {
  /** A Redis that several gateways share; without one each keeps its own answers. */
  readonly redisUri?: string | undefined;
  /** The memory for answers: 64 MB when absent. */
  readonly maxBytes?: number | undefined;
  readonly log: Logger;
}

/** An answer as it was made. */
export interface MadeAnswer {
  readonly body: Buffer;
  /** For how long it may be given again; 0: not at all. */
  readonly seconds: number;
}

/** Whole answers, as the bytes that are sent. A key says all that its answer depends on, so that none has to be taken back. */
export interface AnswerCache extends Running {
  /** The answer under the key in the memory of this process. */
  peek(key: string): Buffer | undefined;
  /** The answer under the key; where there is none it is made, once for all who ask meanwhile. */
  answer(key: string, make: () => Promise<MadeAnswer>): Promise<MadeAnswer>;
}

const MAX_BYTES = 64_000_000;
/** Of what an answer takes in memory beside its bytes and the characters of its key, which take two at the most. */
const ENTRY_BYTES = 200;

/** Makes the cache: the memory of the process, and behind it a Redis where there is one. */
export function createAnswerCache({ redisUri, maxBytes = MAX_BYTES, log }: AnswerCacheOptions): AnswerCache {
  const near = new LRUCache<string, Buffer>({
    maxSize: maxBytes,
    sizeCalculation: (body, key) => body.length + 2 * key.length + ENTRY_BYTES,
  });
  const far = redisUri === undefined ? undefined : shareInRedis(redisUri, log);
  const making = new Map<string, Promise<MadeAnswer>>();

  async function find(key: string): Promise<MadeAnswer | undefined> {
    const shared = await far?.find(nameOf(key));
    if (!shared) return undefined;
    near.set(key, shared.body, { ttl: shared.milliseconds });
    countCached('SHARED');
    return { body: shared.body, seconds: Math.floor(shared.milliseconds / 1000) };
  }

  async function findOrMake(key: string, make: () => Promise<MadeAnswer>): Promise<MadeAnswer> {
    const found = await find(key);
    if (found) return found;
    const made = await make();
    countCached('MADE');
    if (made.seconds > 0) {
      near.set(key, made.body, { ttl: made.seconds * 1000 });
      far?.keep(nameOf(key), made.body, made.seconds);
    }
    return made;
  }

  return {
    peek(key) {
      const body = near.get(key);
      if (body !== undefined) countCached('NEAR');
      return body;
    },
    async answer(key, make) {
      const under = making.get(key);
      if (under) {
        const made = await under.catch(() => undefined);
        // What may not be kept is not for others either.
        return made && made.seconds > 0 ? made : make();
      }
      const made = findOrMake(key, make);
      making.set(key, made);
      try {
        return await made;
      } finally {
        making.delete(key);
      }
    },
    stop: async () => far?.stop(),
  };
}

/** A key as it stands in the Redis: of one length, and telling nothing of what was asked. */
function nameOf(key: string): string {
  return `answer:${createHash('sha256').update(key).digest('base64url')}`;
}
