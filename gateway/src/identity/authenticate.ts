import { type Caller, type Clock, LogEvent, type Logger, publicCaller } from '@shanghai/platform';
import type { FastifyRequest } from 'fastify';
import { refused } from '../http/refused.js';
import type { Identity } from './identity.js';

/**
 * Tells who sent a request by its token and by no other header. A token that is not valid is UNAUTHENTICATED with status 401
 * and a reason; that no keys can be had is our fault, and 503.
 */
export function createAuthentication(
  identity: Identity,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): (request: FastifyRequest) => Promise<Caller> | Caller {
  async function callerOf(given: readonly string[]): Promise<Caller> {
    const identified = await identity.identify(given, clock).catch((error: unknown) => {
      log.error({ event: LogEvent.TOKEN_KEYS_UNAVAILABLE, err: error }, 'the keys of tokens cannot be had');
      throw refused({
        code: 'RATE_LIMITED',
        status: 503,
        message: 'tokens cannot be verified just now',
        retryAfter: 5,
      });
    });
    if (identified.ok) return identified.caller;
    const details = { reason: identified.fault };
    throw refused({ code: 'UNAUTHENTICATED', status: 401, message: 'the token is not valid', details });
  }

  // `headers` keeps the first of two.
  return ({ raw }) =>
    raw.headers.authorization === undefined ? publicCaller : callerOf(raw.headersDistinct['authorization'] ?? []);
}
