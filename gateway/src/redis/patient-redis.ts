import { Redis } from 'ioredis';

/** A Redis that nobody has to wait for: whatever goes wrong is no answer. */
export interface PatientRedis {
  /** What the command gives; undefined where it gives nothing in time, and at once while the Redis is left alone. */
  attempt<Result>(command: (redis: Redis) => Promise<Result>): Promise<Result | undefined>;
  stop(): void;
}

/** Who needs an answer has it without Redis by then. */
const PATIENCE_MS = 50;
/** After a fault nobody asks for so long, but one. */
const REST_MS = 2_000;

/**
 * Connects to a Redis. While it does not answer it is left alone, and tried again every two seconds by one command; `onFault` is
 * told once each time that it stops answering.
 */
export function openPatientRedis(uri: string, onFault: (reason: string) => void): PatientRedis {
  const redis = new Redis(uri, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: PATIENCE_MS,
    autoResendUnfulfilledCommands: false,
  });
  let restsUntil = 0;
  // An error without a listener would end the process; the address may hold a password and is not told.
  redis.on('error', (error: NodeJS.ErrnoException) => rest(error.code ?? error.name));
  redis.on('ready', () => (restsUntil = 0));

  function rest(reason: string): void {
    if (restsUntil === 0) onFault(reason);
    restsUntil = performance.now() + REST_MS;
  }

  /** Whether it may be asked now; after a rest by whoever comes first. A connection that is being made is no fault, and no answer. */
  function isAwake(): boolean {
    if (redis.status !== 'ready') return false;
    if (restsUntil === 0) return true;
    if (performance.now() < restsUntil) return false;
    restsUntil = performance.now() + REST_MS;
    return true;
  }

  return {
    async attempt(command) {
      if (!isAwake()) return undefined;
      try {
        const result = await command(redis);
        restsUntil = 0;
        return result;
      } catch (error) {
        rest((error as Error).message);
        return undefined;
      }
    },
    stop: () => redis.disconnect(),
  };
}
