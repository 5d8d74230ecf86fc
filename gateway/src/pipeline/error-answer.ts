import type { Logger, RequestScope } from '@shanghai/platform';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { formatErrors } from '../client-errors.js';

/** Errors as a client sees them, with the status and headers that they ask for. */
export interface ShownErrors {
  readonly errors: readonly GraphQLFormattedError[];
  readonly status: number | undefined;
  readonly headers: readonly (readonly [string, string])[];
}

/** What an error says of the answer over HTTP; it is taken out of what is shown. */
interface HttpPart {
  readonly status?: number;
  readonly headers?: ReadonlyMap<string, string>;
}

/** Makes the function that shows errors, masked where they are ours. */
export function createErrorView(log: Logger): (thrown: readonly unknown[], scope: RequestScope) => ShownErrors {
  const format = formatErrors(log);
  return (thrown, scope) => {
    const parts: HttpPart[] = [];
    const errors = thrown.map((one) => {
      const error = one instanceof GraphQLError ? one : asGraphQLError(one);
      const { http, ...extensions } = error.extensions as { http?: HttpPart; code?: unknown };
      if (http) parts.push(http);
      const code = extensions.code ?? 'INTERNAL_SERVER_ERROR';
      return format({ ...error.toJSON(), extensions: { ...extensions, code } }, one, scope);
    });
    return {
      errors,
      status: parts.findLast(({ status }) => status !== undefined)?.status,
      headers: parts.flatMap(({ headers }) => [...(headers ?? [])]),
    };
  };
}

function asGraphQLError(thrown: unknown): GraphQLError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(error.message, { originalError: error });
}
