import type { Redis } from 'ioredis';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import type { Waker } from './waker.js';

const CONNECT_TIMEOUT_MS = 3_000;
/** A connection that is lost already is waited for just as long when it is closed. */
const DISCONNECT_TIMEOUT_MS = 100;
const CHANNEL = 'wake:';

interface Connections {
  readonly publisher: Redis;
  readonly subscriber: Redis;
}

/**
 * Wakes what listens in other processes, as long as the Redis answers. It connects by itself, again and again; what goes wrong
 * is logged once until it is well again, and otherwise nothing follows from it.
 */
export function createRedisWaker(uri: string, log: Logger): Waker {
  let isStopped = false;
  const listeners = new Map<string, (() => void)[]>();
  const connected = connect();

  async function connect(): Promise<Connections> {
    // Loaded when asked for: most starts have no Redis.
    const { Redis } = await import('ioredis');
    const open = (options: { readonly enableOfflineQueue: boolean }): Redis =>
      withOneComplaint(
        new Redis(uri, {
          ...options,
          connectTimeout: CONNECT_TIMEOUT_MS,
          maxRetriesPerRequest: null,
          disconnectTimeout: DISCONNECT_TIMEOUT_MS,
        }),
        log,
      );
    const publisher = open({ enableOfflineQueue: false });
    const subscriber = open({ enableOfflineQueue: true });
    subscriber.on('message', (channel: string) => {
      for (const woken of listeners.get(channel) ?? []) woken();
    });
    return { publisher, subscriber };
  }

  return {
    wake(topic) {
      void connected.then(async ({ publisher }) => publisher.publish(CHANNEL + topic, '')).catch(() => undefined);
    },
    listen(topic, woken) {
      const channel = CHANNEL + topic;
      listeners.set(channel, [...(listeners.get(channel) ?? []), woken]);
      void connected
        .then(async ({ subscriber }) => (isStopped ? undefined : subscriber.subscribe(channel)))
        .catch(() => undefined);
    },
    async stop() {
      isStopped = true;
      const { publisher, subscriber } = await connected;
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

function withOneComplaint(redis: Redis, log: Logger): Redis {
  let isComplained = false;
  redis.on('ready', () => (isComplained = false));
  redis.on('error', (error: Error) => {
    if (!isComplained)
      log.warn({ event: LogEvent.WAKING_FAULT, reason: error.message }, 'Redis does not wake others now');
    isComplained = true;
  });
  return redis;
}
