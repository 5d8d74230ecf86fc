import type { Caller, Clock } from '@shanghai/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionRequest } from './execution/executor.js';

/** What one request carries through the gateway. */
export interface GatewayContext extends Pick<ExecutionRequest, 'stamp' | 'caller' | 'cost' | 'signal'> {
  /** From where the request comes, as far as trusted proxies tell. */
  readonly address: string;
}

/** Longer than any of the named operations takes on a busy machine. */
const DEADLINE_MS = 10_000;

/** Stamps a request with its id and the one instant it is answered for; its signal ends with the client's connection, or at its deadline. */
export function createRequestContext(
  caller: Caller,
  { clock, deadlineMs = DEADLINE_MS }: { readonly clock: Clock; readonly deadlineMs?: number | undefined },
  { id, ip }: FastifyRequest,
  reply: FastifyReply,
): GatewayContext {
  // One plain timer, cleared with the answer: signals made of signals cost more than the rest of this.
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), deadlineMs);
  reply.raw.once('close', () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) ending.abort();
  });
  return contextOf(caller, clock, { id, ip }, ending.signal);
}

/** The same for one of several askings of a request, at the instant of the asking. */
export function createTurnContext(
  caller: Caller,
  { clock, deadlineMs = DEADLINE_MS }: { readonly clock: Clock; readonly deadlineMs?: number | undefined },
  request: Pick<FastifyRequest, 'id' | 'ip'>,
  gone: AbortSignal,
): GatewayContext {
  return contextOf(caller, clock, request, AbortSignal.any([gone, AbortSignal.timeout(deadlineMs)]));
}

function contextOf(
  caller: Caller,
  clock: Clock,
  { id: requestId, ip: address }: Pick<FastifyRequest, 'id' | 'ip'>,
  signal: AbortSignal,
): GatewayContext {
  return { caller, address, stamp: { requestId, now: clock.now() }, cost: { subgraphs: 0, store: 0 }, signal };
}
