import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import { countError, measureRequest } from '../metrics/measures.js';
import { beginRequestSpan, endRequestSpan } from '../tracing/request-span.js';
import { idsOf, inRequestScope, type RequestScope } from './request-scope.js';
import { readTrace, TRACE_HEADER, writeTrace } from './trace.js';

export type RequestLevel = 'info' | 'debug';

export interface RequestReportOptions {
  readonly name: string;
  readonly log: Logger;
  readonly level: RequestLevel;
  /** Whether what runs for a request finds its scope without being handed it. */
  readonly isAmbient: boolean;
}

/** What asks after the process itself, every few seconds and from several sides. */
const OF_THE_PROCESS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
/** The status of a client that has gone before its answer, as proxies write it. */
const CLIENT_GONE = 499;

/**
 * Gives every request its scope and answers its request id and trace; when it has been answered, measures it and logs one line
 * with what was noted about it: no address, no header, nothing that the caller wrote.
 */
export function tellRequests(app: FastifyInstance, { name, log, level, isAmbient }: RequestReportOptions): void {
  app.decorateRequest('requestScope', null);
  app.decorateRequest('startedAt', undefined);

  /** Made by the first who asks: what is no request of any route has no beginning. */
  function scopeOf(request: FastifyRequest): RequestScope {
    if (request.requestScope) return request.requestScope;
    const trace = readTrace(request.headers[TRACE_HEADER]);
    request.startedAt = performance.now();
    const span = beginRequestSpan(name, request, trace);
    return (request.requestScope = { requestId: request.id, trace: span?.trace ?? trace, facts: {}, span });
  }

  function tell(request: FastifyRequest, status: number): void {
    const { startedAt } = request;
    if (startedAt === undefined) return;
    request.startedAt = undefined;
    const scope = scopeOf(request);
    const { facts, span } = scope;
    const { url: route = 'none' } = request.routeOptions;
    if (span) endRequestSpan(span, request, status, facts);
    const milliseconds = performance.now() - startedAt;
    measureRequest({ service: name, route, operation: facts.operation, status, milliseconds });
    for (const code of facts.errorCodes ?? []) countError(name, code);
    const at = OF_THE_PROCESS.has(route) ? 'debug' : level;
    if (!log.isLevelEnabled(at)) return;
    const durationMs = Math.round(milliseconds);
    log[at]({ ...idsOf(scope), event: LogEvent.REQUEST, route, status, durationMs, ...facts }, 'a request is answered');
  }

  const runIn = (request: FastifyRequest, next: () => void): void =>
    isAmbient ? inRequestScope(scopeOf(request), next) : next();

  app.addHook('onRequest', (request, _reply, next) => {
    scopeOf(request);
    runIn(request, next);
  });
  // Once more, since what follows the reading of a body runs in the scope of its connection.
  if (isAmbient) app.addHook('preHandler', (request, _reply, next) => runIn(request, next));
  app.addHook('onSend', (request, reply, _payload, next) => {
    const { requestId, trace } = scopeOf(request);
    void reply.header('x-request-id', requestId).header(TRACE_HEADER, writeTrace(trace));
    next();
  });
  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, next) => {
    tell(request, reply.statusCode);
    next();
  });
  app.addHook('onRequestAbort', (request, next) => {
    tell(request, CLIENT_GONE);
    next();
  });
}
