import type { Logger } from '@shanghai/platform';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

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
 * itself: a limit that is too wide for a moment is better than no answers.
 */
export function createCounters(purpose: string, redisUri: string | undefined, log: Logger): Counters {
  const redis = redisUri === undefined ? undefined : connect(redisUri, log);
  const limiters = new Map<number, RateLimiterMemory | RateLimiterRedis>();

  function limiterOf(points: number): RateLimiterMemory | RateLimiterRedis {
    const known = limiters.get(points);
    if (known) return known;
    const memory = new RateLimiterMemory({ points, duration: SECONDS });
    const made = redis
      ? new RateLimiterRedis({
          storeClient: redis,
          points,
          duration: SECONDS,
          keyPrefix: purpose,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        })
      : memory;
    limiters.set(points, made);
    return made;
  }

  return {
    async take(key, points, taken = 1) {
      try {
        await limiterOf(points).consume(key, taken);
        return null;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return {
          seconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
          isJustNow: error.consumedPoints - taken <= points,
        };
      }
    },
    stop: () => redis?.disconnect(),
  };
}

function connect(uri: string, log: Logger): Redis {
  const redis = new Redis(uri, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 500 });
  // An error without a listener would end the process; the address may hold a password and is not told.
  redis.on('error', (error: NodeJS.ErrnoException) =>
    log.warn({ reason: error.code }, 'Redis does not count requests'),
  );
  return redis;
}
