import { type Caller, type Clock, LogEvent, type Logger } from '@shanghai/platform';
import { refused } from '../http/refused.js';
import type { HttpRequest } from '../request-context.js';
import type { Identified, Identity } from './identity.js';

/**
 * Tells who sent a request by its token and by no other header. A token that is not valid is UNAUTHENTICATED with status 401
 * and a reason; that no keys can be had is our fault, and 503.
 */
export function createAuthentication(
  identity: Identity,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): (request: HttpRequest) => Promise<Caller> | Caller {
  async function believed(asked: Promise<Identified>): Promise<Caller> {
    return callerOf(
      await asked.catch((error: unknown) => {
        log.error({ event: LogEvent.TOKEN_KEYS_UNAVAILABLE, err: error }, 'the keys of tokens cannot be had');
        throw refused({
          code: 'RATE_LIMITED',
          status: 503,
          message: 'tokens cannot be verified just now',
          retryAfter: 5,
        });
      }),
    );
  }

  return ({ raw }) => {
    // `headers` keeps the first of two.
    const given = raw.headers.authorization === undefined ? [] : (raw.headersDistinct['authorization'] ?? []);
    const identified = identity.identify(given, clock);
    return identified instanceof Promise ? believed(identified) : callerOf(identified);
  };
}

function callerOf(identified: Identified): Caller {
  if (identified.ok) return identified.caller;
  const details = { reason: identified.fault };
  throw refused({ code: 'UNAUTHENTICATED', status: 401, message: 'the token is not valid', details });
}
