import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
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
}

/** What is told of a request is found in it; the requests of the router have all of this. */
export interface ReportedRequest {
  readonly id: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The pattern of its route; undefined where there is none. */
  readonly routeOptions: { readonly url?: string | undefined };
  requestScope: RequestScope | null;
  startedAt: number | undefined;
}

/** Tells what becomes of requests. */
export interface RequestReport {
  /** The scope of a request, which begins when it is first asked for. */
  readonly scopeOf: (request: ReportedRequest) => RequestScope;
  /** Measures a request that has ended with a status, and logs one line with what was noted about it; once. */
  readonly tell: (request: ReportedRequest, status: number) => void;
}

/** What asks after the process itself, every few seconds and from several sides. */
const OF_THE_PROCESS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
/** The status of a client that has gone before its answer, as proxies write it. */
export const CLIENT_GONE = 499;

/** Makes the report of a server: no address, no header, nothing that the caller wrote. */
export function createRequestReport({ name, log, level }: RequestReportOptions): RequestReport {
  function scopeOf(request: ReportedRequest): RequestScope {
    if (request.requestScope) return request.requestScope;
    const trace = readTrace(request.headers[TRACE_HEADER]);
    request.startedAt = performance.now();
    const span = beginRequestSpan(name, request, trace);
    return (request.requestScope = { requestId: request.id, trace: span?.trace ?? trace, facts: {}, span });
  }

  function tell(request: ReportedRequest, status: number): void {
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

  return { scopeOf, tell };
}

/** The headers by which an answer is found in the logs. */
export function idHeaders({ requestId, trace }: RequestScope): readonly [string, string, string, string] {
  return ['x-request-id', requestId, TRACE_HEADER, writeTrace(trace)];
}

/**
 * Gives every request of the router its scope, answers its request id and trace, and tells of it when it has been answered.
 * `isAmbient`: whether what runs for a request finds its scope without being handed it.
 */
export function tellRequests(app: FastifyInstance, { scopeOf, tell }: RequestReport, isAmbient: boolean): void {
  app.decorateRequest('requestScope', null);
  app.decorateRequest('startedAt', undefined);

  const runIn = (request: FastifyRequest, next: () => void): void =>
    isAmbient ? inRequestScope(scopeOf(request), next) : next();

  app.addHook('onRequest', (request, _reply, next) => {
    scopeOf(request);
    runIn(request, next);
  });
  // Once more, since what follows the reading of a body runs in the scope of its connection.
  if (isAmbient) app.addHook('preHandler', (request, _reply, next) => runIn(request, next));
  app.addHook('onSend', (request, reply, _payload, next) => {
    const [id, requestId, trace, written] = idHeaders(scopeOf(request));
    void reply.header(id, requestId).header(trace, written);
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
