import { type Call, callFault, isPassing } from './call.js';
import type { CallCount } from './calls-under-way.js';
import type { Circuit } from './circuit.js';
import type { Message, Reply } from './message.js';
import type { Send } from './reply.js';

export interface GuardOptions {
  readonly send: Send;
  readonly circuit: Circuit;
  /** Where they are counted. */
  readonly count: CallCount;
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
export function createGuardedCalls({ send, circuit, count, timeoutMs, retries }: GuardOptions) {
  return (undated: Undated): Call<Reply> => {
    const { body, asserted, trace, span, isRead } = undated;
    const message: Message = { body, asserted, trace, span, isRead, until: performance.now() + timeoutMs };
    const leave = count.begin();
    let current: Call<Reply> | undefined;
    let again: NodeJS.Timeout | undefined;
    let over: Error | undefined;
    let isLate = false;
    let resolve: (reply: Reply) => void;
    let reject: (error: unknown) => void;

    function attempt(tried: number): void {
      const began = performance.now();
      if (!circuit.admits(began)) {
        fail(callFault('it has failed too often and is left alone'));
        return;
      }
      current = send(message);
      current.reply.then(succeed, (error: unknown) => failed(error, began, tried));
    }

    function failed(error: unknown, began: number, tried: number): void {
      if (over && !isLate) circuit.abandoned();
      // Each that has waited in vain counts: together they would wait for a round of deadlines, and another.
      else circuit.failed(performance.now(), isLate ? Infinity : began);
      if (over || !message.isRead || tried >= retries || !isPassing(error)) {
        fail(error);
        return;
      }
      // Random, so that those who failed together do not come back together.
      again = setTimeout(() => attempt(tried + 1), Math.random() * WAIT_MS * 2 ** tried);
    }

    function succeed(reply: Reply): void {
      clearTimeout(timer);
      leave();
      circuit.succeeded();
      resolve(reply);
    }

    function fail(error: unknown): void {
      clearTimeout(timer);
      clearTimeout(again);
      leave();
      reject(error);
    }

    /** While it waits to try again there is nothing to call off. */
    function end(reason: Error): void {
      over ??= reason;
      fail(reason);
      current?.cancel(reason);
    }

    const timer = setTimeout(() => {
      isLate = true;
      end(callFault(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    const reply = new Promise<Reply>((resolved, rejected) => {
      resolve = resolved;
      reject = rejected;
    });
    attempt(0);
    return { reply, cancel: end };
  };
}
