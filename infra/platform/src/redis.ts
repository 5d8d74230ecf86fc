import type { ReadinessCheck } from './http/health.js';
import type { Logger } from './log.js';
import { LogEvent } from './log-events.js';
import { StartupError } from './startup.js';

const CONNECT_TIMEOUT_MS = 3_000;

/**
 * Connects to the Redis at the address, asks once for an answer and closes again.
 * @throws StartupError that names the host, without credentials, when it does not answer
 */
export async function checkRedis(uri: string): Promise<void> {
  const host = redisHost(uri);
  // Loaded when asked for: most starts have no Redis.
  const { Redis } = await import('ioredis');
  const redis = new Redis(uri, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let cause = 'no answer';
  // An event without a listener would be printed; it says more than the rejection does.
  redis.on('error', (error: Error) => (cause = error.message));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new StartupError(`cannot reach Redis at ${host} (REDIS_URL): ${cause}`, { cause: error });
  } finally {
    // Of one that has ended already it would only start a timer that holds the process.
    if (redis.status !== 'end') redis.disconnect();
  }
}

/**
 * The check of a Redis for `/readyz`; without an address there is none. It is asked once at the start: that it does not answer
 * is logged, and a start goes on without it, since whatever needs it does with less.
 * @throws StartupError when the address is none
 */
export async function redisChecks(uri: string | undefined, log: Logger): Promise<readonly ReadinessCheck[]> {
  if (uri === undefined) return [];
  redisHost(uri);
  await checkRedis(uri).catch((error: unknown) =>
    log.warn({ event: LogEvent.REDIS_UNANSWERED, reason: (error as Error).message }, 'started without Redis'),
  );
  return [{ name: 'redis', optional: true, check: () => checkRedis(uri).then(() => true) }];
}

function redisHost(uri: string): string {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== 'redis:' && url?.protocol !== 'rediss:')
    throw new StartupError('REDIS_URL is not a Redis address: redis://host:port');
  return url.host;
}
