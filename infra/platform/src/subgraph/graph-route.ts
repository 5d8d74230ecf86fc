import type { ApolloServer, BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { AssertedRequest } from '../access/assertion.js';
import { serverTiming } from '../http/server-timing.js';
import { countCommands } from '../store/command-count.js';
import { addFreshnessRoute, type FreshnessSource } from './freshness-route.js';
import { type AssertionOptions, requireAssertion } from './require-assertion.js';

export interface GraphRouteOptions<Context> {
  readonly assertions: AssertionOptions;
  readonly contextOf: (request: AssertedRequest) => Context;
  /** Until then it answers 503. */
  readonly isReady: () => boolean;
  /** Whether an answer tells how many commands it has cost. */
  readonly showCosts: boolean;
  readonly freshness: FreshnessSource;
}

/** Adds POST /graphql and POST /freshness, in a scope of its own: `/healthz` and `/readyz` stay open. */
export async function addGraphRoute<Context extends BaseContext>(
  app: FastifyInstance,
  graphql: ApolloServer<Context>,
  { assertions, contextOf, isReady, showCosts, freshness }: GraphRouteOptions<Context>,
): Promise<void> {
  await app.register(async (scope) => {
    const assertedOf = requireAssertion(scope, assertions);
    const answer = fastifyApolloHandler(graphql, { context: async (request) => contextOf(assertedOf(request)) });
    scope.post('/graphql', async (request, reply) => {
      if (!isReady()) return reply.code(503).send({ errors: [{ message: 'not ready yet' }] });
      const { result, commands } = await countCommands(async () => answer.call(scope, request, reply));
      if (showCosts) void reply.header('server-timing', serverTiming({ store: commands }));
      return result;
    });
    addFreshnessRoute(scope, isReady, freshness);
  });
}
