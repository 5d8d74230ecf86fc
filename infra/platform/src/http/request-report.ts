import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import { countError, measureRequest } from '../metrics/measures.js';
import { inRequestScope, type RequestScope } from './request-scope.js';
import { readTrace, TRACE_HEADER, writeTrace } from './trace.js';

export type RequestLevel = 'info' | 'debug';

export interface RequestReportOptions {
  readonly name: string;
  readonly log: Logger;
  readonly level: RequestLevel;
}

interface Reported {
  readonly scope: RequestScope;
  /** On the clock of durations, in milliseconds. */
  readonly startedAt: number;
  isTold: boolean;
}

/** What asks after the process itself, every few seconds and from several sides. */
const OF_THE_PROCESS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
/** The status of a client that has gone before its answer, as proxies write it. */
const CLIENT_GONE = 499;

/**
 * Gives every request its scope and answers its request id and trace; when it has been answered, measures it and logs one line
 * with what was noted about it: no address, no header, nothing that the caller wrote.
 */
export function tellRequests(app: FastifyInstance, { name, log, level }: RequestReportOptions): void {
  const requests = new WeakMap<FastifyRequest, Reported>();

  function reportOf(request: FastifyRequest): Reported {
    const known = requests.get(request);
    if (known) return known;
    const scope = { requestId: request.id, trace: readTrace(request.headers[TRACE_HEADER]), facts: {} };
    const made = { scope, startedAt: performance.now(), isTold: false };
    requests.set(request, made);
    return made;
  }

  function tell(request: FastifyRequest, status: number): void {
    const reported = reportOf(request);
    if (reported.isTold) return;
    reported.isTold = true;
    const { scope, startedAt } = reported;
    const { facts } = scope;
    const { url: route = 'none' } = request.routeOptions;
    const milliseconds = performance.now() - startedAt;
    measureRequest({ service: name, route, operation: facts.operation, status, milliseconds });
    for (const code of facts.errorCodes ?? []) countError(name, code);
    const line = { event: LogEvent.REQUEST, route, status, durationMs: Math.round(milliseconds), ...facts };
    // What follows a response runs outside of its request's scope.
    inRequestScope(scope, () => log[OF_THE_PROCESS.has(route) ? 'debug' : level](line, 'a request is answered'));
  }

  app.addHook('onRequest', (request, _reply, next) => inRequestScope(reportOf(request).scope, next));
  // Once more, since what follows the reading of a body runs in the scope of its connection.
  app.addHook('preHandler', (request, _reply, next) => inRequestScope(reportOf(request).scope, next));
  app.addHook('onSend', async (request, reply) => {
    const { requestId, trace } = reportOf(request).scope;
    void reply.header('x-request-id', requestId).header(TRACE_HEADER, writeTrace(trace));
  });
  app.addHook('onResponse', async (request, reply) => tell(request, reply.statusCode));
  app.addHook('onRequestAbort', async (request) => tell(request, CLIENT_GONE));
}
