import { publicCaller } from '@shanghai/platform';
import type { GatewayContext, HttpReply, HttpRequest } from '../request-context.js';
import type { RateLimit } from './rate-limit.js';

/** What a request, or one asking of a stream, carries; a GraphQLError of it is the answer. */
export interface Guarded {
  readonly contextOf: (request: HttpRequest, reply: HttpReply) => Promise<GatewayContext>;
  readonly turnOf: (request: HttpRequest, gone: AbortSignal) => Promise<GatewayContext>;
}

/** The same with what stands before them: requests under way, and how often a sender may ask. */
export interface Guards {
  readonly contextOf: Guarded['contextOf'];
  /** Counted among the requests of its sender, and not among those under way. */
  readonly countedContextOf: Guarded['contextOf'];
  /** For the opening of a stream: under way while it is asked, since a stream that waits is no request under way. */
  readonly openingOf: Guarded['turnOf'];
}

/** Puts the limits before what finds out who asks. */
export function createGuards(
  { contextOf, turnOf }: Guarded,
  { enter, rates }: { readonly enter: () => () => void; readonly rates: RateLimit | undefined },
): Guards {
  async function counted(request: HttpRequest, given: Promise<GatewayContext>): Promise<GatewayContext> {
    let context: GatewayContext;
    try {
      context = await given;
    } catch (error) {
      // Else tokens could be tried without end.
      await rates?.take({ ...publicCaller, address: request.ip });
      throw error;
    }
    const { role, subject } = context.caller;
    await rates?.take({ role, subject, address: context.address });
    return context;
  }
  return {
    async contextOf(request, reply) {
      // Before anything that takes time, such as checking a signature.
      reply.raw.once('close', enter());
      return counted(request, contextOf(request, reply));
    },
    countedContextOf: async (request, reply) => counted(request, contextOf(request, reply)),
    async openingOf(request, gone) {
      const leave = enter();
      return counted(request, turnOf(request, gone)).finally(leave);
    },
  };
}
