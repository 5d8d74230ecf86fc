import { createHmac, randomBytes } from 'node:crypto';
import { countRefusal, LogEvent, type Logger } from '@shanghai/platform';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { lookupsPerMinute, rowOf } from '../limits/budgets.js';
import { countRootFields } from '../limits/root-fields.js';
import type { GatewayContext } from '../request-context.js';
import { createCounters } from './counters.js';
import { type RateLimit, rateLimited, senderKey } from './rate-limit.js';

/** Root fields that tell whether a guess is right: who tries number after number is found out by how many. */
const LOOKUPS: ReadonlySet<string> = new Set(['verifyCertificate', 'createShareLink', 'openShareLink']);

/** Who asks, and from where. */
type Asking = Pick<GatewayContext, 'caller' | 'address'>;

/** Counts look-ups beside requests, since one request may hold several. */
export interface LookupLimit extends Pick<RateLimit, 'stop'> {
  /**
   * Null where the operation looks up nothing.
   * @throws GraphQLError RATE_LIMITED with 429, when the sender has used up the look-ups of its minute
   */
  take(context: Asking, document: DocumentNode, operation: OperationDefinitionNode): Promise<void> | null;
}

export interface LookupLimitOptions {
  /** Look-ups a minute by role. */
  readonly lookups?: typeof lookupsPerMinute | undefined;
  readonly redisUri?: string | undefined;
  readonly log: Logger;
}

/**
 * Limits look-ups by sender, each role with its own number. The first that is too many in a minute is told as an event, in which
 * one sender can be told from another and none can be found.
 */
export function createLookupLimit({ lookups = lookupsPerMinute, redisUri, log }: LookupLimitOptions): LookupLimit {
  const counters = createCounters('lookups', redisUri, log);
  const key = randomBytes(32);
  const counts = new WeakMap<OperationDefinitionNode, number>();

  function countIn(document: DocumentNode, operation: OperationDefinitionNode): number {
    let count = counts.get(operation);
    if (count === undefined) counts.set(operation, (count = countRootFields(document, operation, LOOKUPS)));
    return count;
  }

  async function takeSome({ caller: { role, subject }, address }: Asking, taken: number): Promise<void> {
    const points = rowOf(lookups, role);
    const whose = senderKey({ role, subject, address });
    const usedUp = await counters.take(whose, points, taken);
    if (!usedUp) return;
    countRefusal('LOOKUPS');
    if (usedUp.isJustNow) {
      const senderId = createHmac('sha256', key).update(whose).digest('hex').slice(0, 12);
      const told = { event: LogEvent.LOOKUPS_EXCEEDED, role, sender: senderId };
      log.warn(told, 'a sender looks up more records than a person would');
    }
    throw rateLimited(`at most ${points} look-ups a minute`, points, usedUp.seconds);
  }

  return {
    take(context, document, operation) {
      const taken = countIn(document, operation);
      return taken === 0 ? null : takeSome(context, taken);
    },
    stop: () => counters.stop(),
  };
}
