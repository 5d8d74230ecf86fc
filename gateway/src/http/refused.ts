import { codedError, type ErrorCode, type ErrorDetails } from '@shanghai/platform';
import type { GraphQLError } from 'graphql';

export interface Refusal {
  readonly code: ErrorCode;
  readonly status: number;
  readonly message: string;
  readonly details?: ErrorDetails;
  /** Seconds after which asking again makes sense. */
  readonly retryAfter?: number;
}

/** A refusal of a whole request: a GraphQL error that carries the status and headers of its answer, which are taken out of it. */
export function refused({ code, status, message, details, retryAfter }: Refusal): GraphQLError {
  const error = codedError(code, message, details);
  const headers = new Map(retryAfter === undefined ? [] : [['retry-after', String(retryAfter)]]);
  // The server reads a map, where the library's type says a record.
  return Object.assign(error, { extensions: { ...error.extensions, http: { status, headers } } });
}

/** A request that is none: 400 unless another status says more. */
export function badRequest(message: string, status = 400): GraphQLError {
  return refused({ code: 'BAD_REQUEST', status, message });
}
