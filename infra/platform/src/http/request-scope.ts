import { AsyncLocalStorage } from 'node:async_hooks';
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
  readonly facts: RequestFacts;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs what belongs to the request, so that logs and errors can name it without being handed it. */
export function inRequestScope<T>(scope: RequestScope, run: () => T): T {
  return scopes.run(scope, run);
}

/** The request that the caller works for; undefined outside of one. */
export function currentRequest(): RequestScope | undefined {
  return scopes.getStore();
}

/** Adds to what is told about the request under way. */
export function noteRequest(facts: RequestFacts): void {
  Object.assign(scopes.getStore()?.facts ?? {}, facts);
}
