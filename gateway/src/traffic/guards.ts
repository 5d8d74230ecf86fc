import { publicCaller } from '@shanghai/platform';
import type { GatewayContext, HttpReply, HttpRequest } from '../request-context.js';
import { whenKnown } from '../when-known.js';
import type { RateLimit } from './rate-limit.js';

/** What a request carries, at once where nothing has to be waited for. */
export type ContextOf = (request: HttpRequest, reply: HttpReply) => GatewayContext | Promise<GatewayContext>;

/** The same for one asking of a stream. */
export type TurnOf = (request: HttpRequest, gone: AbortSignal) => Promise<GatewayContext>;

/** What a request, or one asking of a stream, carries; a GraphQLError of it is the answer. */
export interface Guarded {
  readonly contextOf: ContextOf;
  readonly turnOf: TurnOf;
}

/** The same with what stands before them: requests under way, and how often a sender may ask. */
export interface Guards {
  readonly contextOf: ContextOf;
  /** Counted among the requests of its sender, and not among those under way. */
  readonly countedContextOf: ContextOf;
  /** For the opening of a stream: under way while it is asked, since a stream that waits is no request under way. */
  readonly openingOf: TurnOf;
}

/** Puts the limits before what finds out who asks. */
export function createGuards(
  { contextOf, turnOf }: Guarded,
  { enter, rates }: { readonly enter: () => () => void; readonly rates: RateLimit | undefined },
): Guards {
  /** Throws what is wrong with a request once it is counted, else tokens could be tried without end. */
  function refusedAfterCount(request: HttpRequest, error: unknown): Promise<never> | never {
    return whenKnown(rates?.take({ ...publicCaller, address: request.ip }), () => {
      throw error;
    });
  }

  function countedContext(context: GatewayContext): GatewayContext | Promise<GatewayContext> {
    const { role, subject } = context.caller;
    const taken = rates?.take({ role, subject, address: context.address });
    return taken instanceof Promise ? taken.then(() => context) : context;
  }

  function countedContextOf(request: HttpRequest, reply: HttpReply): GatewayContext | Promise<GatewayContext> {
    let given: GatewayContext | Promise<GatewayContext>;
    try {
      given = contextOf(request, reply);
    } catch (error) {
      return refusedAfterCount(request, error);
    }
    return given instanceof Promise
      ? given.then(countedContext, async (error: unknown) => refusedAfterCount(request, error))
      : countedContext(given);
  }

  return {
    contextOf(request, reply) {
      // Before anything that takes time, such as checking a signature.
      reply.raw.on('close', enter());
      return countedContextOf(request, reply);
    },
    countedContextOf,
    async openingOf(request, gone) {
      const leave = enter();
      return turnOf(request, gone)
        .then(countedContext, async (error: unknown) => refusedAfterCount(request, error))
        .finally(leave);
    },
  };
}
