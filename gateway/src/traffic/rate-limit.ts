import type { Logger } from '@shanghai/platform';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ratesPerMinute, rowOf } from '../limits/budgets.js';
import { refused } from '../http/refused.js';

type Rates = typeof ratesPerMinute;

export interface RateLimitOptions {
  /** Requests a minute by role. */
  readonly rates?: Rates | undefined;
  /** Where several gateways count together; without it each counts for itself. */
  readonly redisUri?: string | undefined;
  readonly log: Logger;
}

/** Who sends a request: the role decides how much, the subject, or else the address, whose it is. */
export interface Sender {
  readonly role: string;
  readonly subject: string | null;
  readonly address: string;
}

export interface RateLimit {
  /** @throws GraphQLError RATE_LIMITED with 429 and the seconds to wait, when the sender has used up its minute */
  take(sender: Sender): Promise<void>;
  stop(): void;
}

const SECONDS = 60;

/**
 * Counts requests by sender, each role with its own number. While Redis does not answer, each process counts for itself: a
 * limit that is too wide for a moment is better than no answers.
 */
export function createRateLimit({ rates = ratesPerMinute, redisUri, log }: RateLimitOptions): RateLimit {
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
          keyPrefix: 'rate',
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
        })
      : memory;
    limiters.set(points, made);
    return made;
  }

  return {
    async take({ role, subject, address }) {
      const points = rowOf(rates, role);
      try {
        await limiterOf(points).consume(subject === null ? `address ${address}` : `subject ${subject}`);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw refused({
          code: 'RATE_LIMITED',
          status: 429,
          message: `at most ${points} requests a minute`,
          details: { maximum: points },
          retryAfter: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
        });
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
