import { EventEmitter } from 'node:events';
import type { Logger } from '../log.js';
import type { Running } from '../startup.js';
import { createRedisWaker } from './redis-waker.js';

/** Tells whoever waits that something is to be done. Only that: what is to be done stands in the store, and is found without. */
export interface Waker extends Running {
  wake(topic: string): void;
  /** Calls the function at every wake of the topic, wherever it came from. */
  listen(topic: string, woken: () => void): void;
}

/** Parts that share a process wake each other. */
const process = new EventEmitter().setMaxListeners(0);

/** Wakes what is in this process; with a Redis, also what is in others. */
export function createWaker({
  redisUri,
  log,
}: {
  readonly redisUri?: string | undefined;
  readonly log: Logger;
}): Waker {
  const listening: (() => void)[] = [];
  const redis = redisUri === undefined ? null : createRedisWaker(redisUri, log);
  return {
    wake(topic) {
      process.emit(topic);
      redis?.wake(topic);
    },
    listen(topic, woken) {
      process.on(topic, woken);
      listening.push(() => process.off(topic, woken));
      redis?.listen(topic, woken);
    },
    async stop() {
      for (const end of listening.splice(0)) end();
      await redis?.stop();
    },
  };
}
