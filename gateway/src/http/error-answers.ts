import { idsOf, type Logger, requestScopeOf } from '@shanghai/platform';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { withRequestId } from '../client-errors.js';

/**
 * Gives errors from before the graph the form of its errors: a body that is too large, of another type or no JSON is
 * BAD_REQUEST with its status; all else is ours, logged and masked.
 */
export function answerErrorsAsGraphql(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const scope = requestScopeOf(request);
    const status = statusOf(error);
    const isTheirs = status >= 400 && status < 500;
    if (!isTheirs) log.error({ ...idsOf(scope), err: error }, 'a request met an error that is ours');
    const message = isTheirs ? (error as Error).message : 'Internal server error';
    const code = isTheirs ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    void reply
      .code(status)
      .type('application/json; charset=utf-8')
      .send({ errors: [withRequestId({ message, extensions: { code } }, scope)] });
  });
}

function statusOf(error: unknown): number {
  if (error instanceof GraphQLError) return error.extensions.http?.status ?? 500;
  return (error as { statusCode?: number }).statusCode ?? 500;
}
