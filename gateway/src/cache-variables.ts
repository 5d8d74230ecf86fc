import { z } from 'zod';
import type { AnswerCacheOptions } from './cache/answer-cache.js';

/** What a deployment chooses of the cache. */
export type CacheChoices = Omit<AnswerCacheOptions, 'log'>;

/** What the environment says of the cache. */
export const cacheVariables = {
  /** `off` where every answer is to be made. */
  ANSWER_CACHE: z.enum(['on', 'off']).default('on'),
  /** Its size in the memory of the process. */
  ANSWER_CACHE_MB: z.coerce.number().int().min(1).max(4096).default(64),
  REDIS_URL: z.string().optional(),
};

/** The variables as options of a gateway. */
export function cacheOf(env: z.infer<z.ZodObject<typeof cacheVariables>>): CacheChoices | undefined {
  return env.ANSWER_CACHE === 'on' ? { redisUri: env.REDIS_URL, maxBytes: env.ANSWER_CACHE_MB * 1_000_000 } : undefined;
}
