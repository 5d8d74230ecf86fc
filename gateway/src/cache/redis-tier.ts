import { type Logger, LogEvent } from '@shanghai/platform';
import type { Redis } from 'ioredis';
import { openPatientRedis } from '../redis/patient-redis.js';

/** Answers that several gateways share. Whatever goes wrong is a miss. */
export interface SharedAnswers {
  find(key: string): Promise<SharedAnswer | undefined>;
  keep(key: string, body: Buffer, seconds: number): void;
  stop(): void;
}

export interface SharedAnswer {
  readonly body: Buffer;
  /** How long it may still be given. */
  readonly milliseconds: number;
}

/** Of one answer: larger ones would hold up the smaller. */
const MAX_BYTES = 1_000_000;

/** Keeps answers in a Redis, as long as it answers. */
export function shareInRedis(uri: string, log: Logger): SharedAnswers {
  const redis = openPatientRedis(uri, (reason) =>
    log.warn({ event: LogEvent.CACHE_FAULT, reason }, 'Redis keeps no answers now'),
  );
  return {
    async find(key) {
      const [body, milliseconds] = (await redis.attempt(async (client) => valueAndTime(client, key))) ?? [];
      return Buffer.isBuffer(body) && typeof milliseconds === 'number' && milliseconds > 0
        ? { body, milliseconds }
        : undefined;
    },
    keep(key, body, seconds) {
      if (body.length <= MAX_BYTES) void redis.attempt(async (client) => client.set(key, body, 'EX', seconds));
    },
    stop: () => redis.stop(),
  };
}

/** Both in one round; a pipeline itself never fails, only what is in it. */
async function valueAndTime(client: Redis, key: string): Promise<readonly unknown[]> {
  const answers = (await client.pipeline().getBuffer(key).pttl(key).exec()) ?? [];
  for (const [error] of answers) if (error) throw error;
  return answers.map(([, value]) => value);
}
