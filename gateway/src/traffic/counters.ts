import { type Logger, LogEvent } from '@shanghai/platform';
import type { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { openPatientRedis } from '../redis/patient-redis.js';

/** What a sender has used up. */
export interface UsedUp {
  /** After which asking again makes sense. */
  readonly seconds: number;
  /** Whether it was used up by this request, and not before. */
  readonly isJustNow: boolean;
}

/** Counts by key, in minutes. */
export interface Counters {
  /** Takes so many of the points that a key has in a minute; what is said of it where there are not so many left, null else. */
  take(key: string, points: number, taken?: number): Promise<UsedUp | null>;
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
  const own = new Map<number, RateLimiterMemory>();
  const shared = new Map<number, RateLimiterRedis>();

  function ownOf(points: number): RateLimiterMemory {
    return known(own, points, () => new RateLimiterMemory({ points, duration: SECONDS }));
  }

  function sharedOf(storeClient: Redis, points: number): RateLimiterRedis {
    const made = { storeClient, points, duration: SECONDS, keyPrefix: purpose };
    return known(shared, points, () => new RateLimiterRedis(made));
  }

  return {
    async take(key, points, taken = 1) {
      const { consumedPoints, msBeforeNext } =
        (redis && (await redis.attempt(async (client) => consumed(sharedOf(client, points), key, taken)))) ??
        (await consumed(ownOf(points), key, taken));
      if (consumedPoints <= points) return null;
      return { seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)), isJustNow: consumedPoints - taken <= points };
    },
    stop: () => redis?.stop(),
  };
}

function known<T>(all: Map<number, T>, points: number, make: () => T): T {
  const found = all.get(points) ?? make();
  all.set(points, found);
  return found;
}

/** What has been taken by now, also where that was too much. */
async function consumed(limiter: RateLimiterAbstract, key: string, taken: number): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key, taken);
  } catch (error) {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  }
}
