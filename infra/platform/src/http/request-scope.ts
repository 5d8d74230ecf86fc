import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import type { Span } from '../tracing/span.js';
import type { Trace } from './trace.js';

/** What is told about a request when it has been answered; names and numbers, never what a caller wrote. */
export interface RequestFacts {
  /** The name of a known operation, or `other`. */
  operation?: string;
  documentHash?: string;
  errorCodes?: readonly string[];
  [fact: string]: string | number | readonly string[] | null | undefined;
}

/** The request under way. */
export interface RequestScope {
  readonly requestId: string;
  readonly trace: Trace;
  /** Filled on the way. */
  readonly facts: RequestFacts;
  /** Undefined where nothing is traced. */
  readonly span?: Span | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the server has begun with the request. */
    requestScope: RequestScope | null;
    /** When it began, on the clock of durations in milliseconds; undefined when it has been told. */
    startedAt: number | undefined;
  }
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs what belongs to the request, so that logs and errors can name it without being handed it. */
export function inRequestScope<T>(scope: RequestScope, run: () => T): T {
  return scopes.run(scope, run);
}

/** The request that the caller works for; undefined outside of one, and where the server keeps no scopes. */
export function currentRequest(): RequestScope | undefined {
  return scopes.getStore();
}

/** The scope of a request of a server of this project. */
export function requestScopeOf({ requestScope }: Pick<FastifyRequest, 'requestScope'>): RequestScope {
  if (!requestScope) throw new Error('this request has no scope');
  return requestScope;
}

/** By which the lines of a request are found in the logs of every process. */
export function idsOf({ requestId, trace }: RequestScope): { readonly requestId: string; readonly traceId: string } {
  return { requestId, traceId: trace.traceId };
}
