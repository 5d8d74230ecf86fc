import type { Logger } from '@shanghai/platform';
import { ratesPerMinute, rowOf } from '../limits/budgets.js';
import { refused } from '../http/refused.js';
import { whenKnown } from '../when-known.js';
import { createCounters } from './counters.js';

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
  /**
   * Nothing to wait for where no Redis is asked.
   * @throws GraphQLError RATE_LIMITED with 429 and the seconds to wait, when the sender has used up its minute
   */
  take(sender: Sender): void | Promise<void>;
  stop(): void;
}

/** Counts requests by sender, each role with its own number. */
export function createRateLimit({ rates = ratesPerMinute, redisUri, log }: RateLimitOptions): RateLimit {
  const counters = createCounters('rate', redisUri, log);
  return {
    take(sender) {
      const points = rowOf(rates, sender.role);
      return whenKnown(counters.take(senderKey(sender), points), (usedUp) => {
        if (usedUp) throw rateLimited(`at most ${points} requests a minute`, points, usedUp.seconds);
      });
    },
    stop: () => counters.stop(),
  };
}

/** Whose requests are counted together. */
export function senderKey({ subject, address }: Sender): string {
  return subject === null ? `address ${address}` : `subject ${subject}`;
}

/** The refusal of a request that comes too soon. */
export function rateLimited(message: string, maximum: number, retryAfter: number) {
  return refused({ code: 'RATE_LIMITED', status: 429, message, details: { maximum }, retryAfter });
}
