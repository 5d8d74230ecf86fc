import { type Logger, LogEvent } from '@shanghai/platform';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { openPatientRedis } from '../redis/patient-redis.js';
import { createOwnCounts, type Taken } from './own-counts.js';

/** What a sender has used up. */
export interface UsedUp {
  /** After which asking again makes sense. */
  readonly seconds: number;
  /** Whether it was used up by this request, and not before. */
  readonly isJustNow: boolean;
}

/** Counts by key, in minutes. */
export interface Counters {
  /**
   * Takes so many of the points that a key has in a minute; what is said of it where there are not so many left, null else. Known
   * at once where no Redis is asked.
   */
  take(key: string, points: number, taken?: number): UsedUp | null | Promise<UsedUp | null>;
  stop(): void;
}

const SECONDS = 60;

/**
 * Counters of one purpose. Where there is Redis, several gateways count together; while it does not answer, each counts for
 * itself: a limit that is too wide for a moment is better than no answers, or late ones.
 */
export function createCounters(purpose: string, redisUri: string | undefined, log: Logger): Counters {
  const redis =
    redisUri === undefined
      ? undefined
      : openPatientRedis(redisUri, (reason) =>
          log.warn({ event: LogEvent.COUNTING_FAULT, reason }, 'Redis does not count requests now'),
        );
  // Whoever has another number of points is another sender.
  const own = new Map<number, ReturnType<typeof createOwnCounts>>();
  const shared = new Map<number, RateLimiterRedis>();

  function takeHere(key: string, points: number, taken: number): Taken {
    return known(own, points, () => createOwnCounts(SECONDS * 1_000))(key, taken);
  }

  function sharedOf(storeClient: Redis, points: number): RateLimiterRedis {
    const made = { storeClient, points, duration: SECONDS, keyPrefix: purpose };
    return known(shared, points, () => new RateLimiterRedis(made));
  }

  return {
    take(key, points, taken = 1) {
      if (!redis) return usedUp(takeHere(key, points, taken), points, taken);
      return redis
        .attempt(async (client) => takenOf(sharedOf(client, points), key, taken))
        .then((together) => usedUp(together ?? takeHere(key, points, taken), points, taken));
    },
    stop: () => redis?.stop(),
  };
}

function usedUp({ points: all, msBeforeNext }: Taken, points: number, taken: number): UsedUp | null {
  if (all <= points) return null;
  return { seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)), isJustNow: all - taken <= points };
}

function known<T>(all: Map<number, T>, points: number, make: () => T): T {
  let found = all.get(points);
  if (!found) all.set(points, (found = make()));
  return found;
}

/** What has been taken by now, also where that was too much. */
async function takenOf(limiter: RateLimiterRedis, key: string, taken: number): Promise<Taken> {
  const { consumedPoints: points, msBeforeNext } = await limiter.consume(key, taken).catch((error: unknown) => {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  });
  return { points, msBeforeNext };
}
