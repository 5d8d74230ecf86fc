import { type Logger, LogEvent } from '@shanghai/platform';
import { Redis } from 'ioredis';

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

/** An answer that is not there by then is made. */
const PATIENCE_MS = 50;
/** After a fault nobody asks for so long, but one. */
const REST_MS = 2_000;
/** Of one answer: larger ones would hold up the smaller. */
const MAX_BYTES = 1_000_000;

/** Keeps answers in a Redis. While it does not answer, it is left alone and tried again every two seconds by one request. */
export function shareInRedis(uri: string, log: Logger): SharedAnswers {
  const redis = new Redis(uri, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: PATIENCE_MS,
    autoResendUnfulfilledCommands: false,
  });
  let restsUntil = 0;
  // An error without a listener would end the process; the address may hold a password and is not told.
  redis.on('error', (error: NodeJS.ErrnoException) => rest(error.code ?? error.name));

  function rest(reason: string): void {
    if (restsUntil === 0) log.warn({ event: LogEvent.CACHE_FAULT, reason }, 'Redis keeps no answers now');
    restsUntil = performance.now() + REST_MS;
  }

  /** Whether it may be asked now; after a rest by whoever comes first. */
  function isAwake(): boolean {
    if (restsUntil === 0) return true;
    if (performance.now() < restsUntil) return false;
    restsUntil = performance.now() + REST_MS;
    return true;
  }

  async function attempt<Result>(command: () => Promise<Result>): Promise<Result | undefined> {
    if (!isAwake()) return undefined;
    try {
      const result = await command();
      restsUntil = 0;
      return result;
    } catch (error) {
      rest((error as Error).message);
      return undefined;
    }
  }

  return {
    async find(key) {
      const found = await attempt(async () => redis.pipeline().getBuffer(key).pttl(key).exec());
      const [body, milliseconds] = found?.map(([, value]) => value) ?? [];
      return Buffer.isBuffer(body) && typeof milliseconds === 'number' && milliseconds > 0
        ? { body, milliseconds }
        : undefined;
    },
    keep(key, body, seconds) {
      if (body.length <= MAX_BYTES) void attempt(async () => redis.set(key, body, 'EX', seconds));
    },
    stop: () => redis.disconnect(),
  };
}
