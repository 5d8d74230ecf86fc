import {
  type Caller,
  type Clock,
  type PlainReply,
  type PlainRequest,
  requestScopeOf,
  type RequestScope,
} from '@shanghai/platform';
import type { ExecutionContext } from './execution/executor.js';
import { createWaiter, type Waiter, waiterUnder } from './execution/waiter.js';

/** A request over HTTP, of a plain route or of the router. */
export type HttpRequest = Pick<PlainRequest, 'raw' | 'ip' | 'requestScope'>;

/** The way back of its answer. */
export type HttpReply = Pick<PlainReply, 'raw'>;

/** What one request carries through the gateway. */
export interface GatewayContext extends ExecutionContext {
  /** By which logs and errors name the request. */
  readonly scope: RequestScope;
  /** From where the request comes, as far as trusted proxies tell. */
  readonly address: string;
}

/** Longer than any of the named operations takes on a busy machine. */
const DEADLINE_MS = 10_000;

/** Stamps a request with its id and the one instant it is answered for; who waits leaves with the client's connection, or at its deadline. */
export function createRequestContext(
  caller: Caller,
  { clock, deadlineMs = DEADLINE_MS }: { readonly clock: Clock; readonly deadlineMs?: number | undefined },
  request: HttpRequest,
  reply: HttpReply,
): GatewayContext {
  const waiter = createWaiter();
  const timer = setTimeout(() => waiter.leave(), deadlineMs);
  reply.raw.on('close', () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) waiter.leave();
  });
  return contextOf(caller, clock, request, waiter);
}

/** The same for one of several askings of a request, at the instant of the asking. */
export function createTurnContext(
  caller: Caller,
  { clock, deadlineMs = DEADLINE_MS }: { readonly clock: Clock; readonly deadlineMs?: number | undefined },
  request: HttpRequest,
  gone: AbortSignal,
): GatewayContext {
  return contextOf(caller, clock, request, waiterUnder(AbortSignal.any([gone, AbortSignal.timeout(deadlineMs)])));
}

function contextOf(caller: Caller, clock: Clock, request: HttpRequest, waiter: Waiter): GatewayContext {
  const scope = requestScopeOf(request);
  const { requestId, trace, span } = scope;
  const stamp = { requestId, now: clock.now() };
  return { caller, address: request.ip, scope, stamp, trace, span, cost: { subgraphs: 0, store: 0 }, waiter };
}
