import { type Call, callFault, isPassing } from './call.js';
import type { Circuit } from './circuit.js';
import type { Message, Reply } from './message.js';
import type { Send } from './reply.js';

export interface GuardOptions {
  readonly send: Send;
  readonly circuit: Circuit;
  /** From the first asking to the last byte of the answer, all tries together. */
  readonly timeoutMs: number;
  /** How often a read is tried again after a fault that passes. */
  readonly retries: number;
}

/** A message before it has a deadline. */
export type Undated = Omit<Message, 'until'>;

/** Up to this long before the first try again, and twice as long before each next one. */
const WAIT_MS = 50;

/**
 * Guards calls of one subgraph: each has one deadline for all that it takes, a subgraph that fails again and again is left
 * alone, and a read is tried again after a random wait. Acts are sent once: whether one was done cannot be known.
 */
export function createGuardedCalls({ send, circuit, timeoutMs, retries }: GuardOptions) {
  return (message: Undated): Call<Reply> => {
    let current: Call<Reply> | undefined;
    let over: Error | undefined;
    let isLate = false;
    let wake: (() => void) | undefined;
    const until = performance.now() + timeoutMs;

    function end(reason: Error): void {
      over ??= reason;
      current?.cancel(reason);
      wake?.();
    }

    async function attempt(): Promise<Reply> {
      const began = performance.now();
      if (!circuit.admits(began)) throw callFault('it has failed too often and is left alone');
      try {
        current = send({ ...message, until });
        const reply = await current.reply;
        circuit.succeeded();
        return reply;
      } catch (error) {
        if (over && !isLate) circuit.abandoned();
        // Each that has waited in vain counts: together they would wait for a round of deadlines, and another.
        else circuit.failed(performance.now(), isLate ? Infinity : began);
        throw error;
      }
    }

    async function attempts(): Promise<Reply> {
      for (let tried = 0; ; tried++)
        try {
          return await attempt();
        } catch (error) {
          if (over || !message.isRead || tried >= retries || !isPassing(error)) throw error;
          await jitter(tried, (waked) => (wake = waked));
          if (over as Error | undefined) throw error;
        }
    }

    const timer = setTimeout(() => {
      isLate = true;
      end(callFault(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    return { reply: attempts().finally(() => clearTimeout(timer)), cancel: end };
  };
}

/** A random wait, so that those who failed together do not come back together; it can be ended. */
async function jitter(tried: number, onWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.random() * WAIT_MS * 2 ** tried);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
