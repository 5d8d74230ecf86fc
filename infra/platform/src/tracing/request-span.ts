import type { RequestFacts } from '../http/request-scope.js';
import type { Trace } from '../http/trace.js';
import { type Span, tracerNow } from './span.js';

/** A request as the server has it: of its address the pattern alone, undefined where there is no such route. */
export interface TracedRequest {
  readonly method: string;
  readonly routeOptions: { readonly url?: string | undefined };
}

/** What processes ask each other without a client, and batches, whose members have spans of their own. */
const UNTRACED: ReadonlySet<string> = new Set([
  ...['/healthz', '/readyz', '/metrics', '/freshness'],
  ...['/graphql/batch', '/graphql/cancel'],
]);
/** Codes of errors that are ours, or of who is asked by us. */
const FAULTS: ReadonlySet<string> = new Set(['INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE', 'INCOMPLETE_ANSWER']);

/** Begins the span of a request to a service; undefined where nothing is traced. */
export function beginRequestSpan(service: string, request: TracedRequest, trace: Trace): Span | undefined {
  const tracer = tracerNow();
  if (!tracer || UNTRACED.has(request.routeOptions.url ?? '')) return undefined;
  return tracer.begin(service, nameOf(request), trace);
}

/** Begins the span of a member of a batch, which is a request of its own. */
export function beginMemberSpan(service: string, request: TracedRequest, trace: Trace): Span | undefined {
  return tracerNow()?.begin(service, nameOf(request), trace);
}

/** Ends the span of a request with what its log line says, without role and place of the caller. */
export function endRequestSpan(
  span: Span,
  request: TracedRequest,
  status: number,
  { operation, documentHash, errorCodes = [] }: RequestFacts,
): void {
  const fault = errorCodes.find((code) => FAULTS.has(code)) ?? (status >= 500 ? String(status) : undefined);
  span.end({
    name: operation === undefined ? undefined : `${nameOf(request)} ${operation}`,
    facts: {
      'http.request.method': request.method,
      'http.route': request.routeOptions.url,
      'http.response.status_code': status,
      'graphql.operation.name': operation,
      'graphql.document.hash': documentHash,
      'graphql.error.codes': errorCodes.length > 0 ? errorCodes : undefined,
      'error.type': fault,
    },
    hasFailed: fault !== undefined,
  });
}

function nameOf({ method, routeOptions: { url } }: TracedRequest): string {
  return url === undefined ? method : `${method} ${url}`;
}
