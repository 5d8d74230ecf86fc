import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../request-context.js';

/** Errors of a request that came through: the server read it, and the document or a variable is wrong. */
const OF_THE_REQUEST: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * Answers a parse, validation or coercion error with 200 to who asks for `application/json` by name: such clients take another
 * status for one that is not of the graph (GraphQL over HTTP, 6.4.1). Others get 400.
 */
export function statusPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response: { http, body } }) {
          const accept = request.http?.headers.get('accept') ?? '';
          if (!accept.includes('application/json') || accept.includes('application/graphql-response+json')) return;
          if (http.status !== 400 || body.kind !== 'single') return;
          const errors = body.singleResult.errors ?? [];
          if (errors.every(({ extensions }) => OF_THE_REQUEST.has(extensions?.['code']))) http.status = 200;
        },
      };
    },
  };
}
