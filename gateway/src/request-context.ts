import type { Caller, Clock } from '@shanghai/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionRequest } from './execution/executor.js';

/** What one request carries through the gateway. */
export type GatewayContext = Pick<ExecutionRequest, 'stamp' | 'caller' | 'cost' | 'signal'>;

/** Longer than any of the named operations takes on a busy machine. */
const DEADLINE_MS = 10_000;

/** Stamps a request with its id and the one instant it is answered for; its signal ends with the client's connection, or at its deadline. */
export function createRequestContext(
  caller: Caller,
  { clock, deadlineMs = DEADLINE_MS }: { readonly clock: Clock; readonly deadlineMs?: number | undefined },
  { id }: FastifyRequest,
  reply: FastifyReply,
): GatewayContext {
  // One plain timer, cleared with the answer: signals made of signals cost more than the rest of this.
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), deadlineMs);
  reply.raw.once('close', () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) ending.abort();
  });
  return contextOf(caller, clock, id, ending.signal);
}

/** The same for one of several askings of a request, at the instant of the asking. */
export function createTurnContext(
  caller: Caller,
  { clock, deadlineMs = DEADLINE_MS }: { readonly clock: Clock; readonly deadlineMs?: number | undefined },
  requestId: string,
  gone: AbortSignal,
): GatewayContext {
  return contextOf(caller, clock, requestId, AbortSignal.any([gone, AbortSignal.timeout(deadlineMs)]));
}

function contextOf(caller: Caller, clock: Clock, requestId: string, signal: AbortSignal): GatewayContext {
  return { caller, stamp: { requestId, now: clock.now() }, cost: { subgraphs: 0, store: 0 }, signal };
}
