import type { ApolloServer, BaseContext } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { AssertedRequest } from '../access/assertion.js';
import { serverTiming } from '../http/server-timing.js';
import { answerMessages } from './answer-message.js';
import { BATCH_FORM, BATCH_HEADER, TIMEOUT_HEADER } from './batch-format.js';
import { addBatchRoute, onGone } from './batch-route.js';
import { addFreshnessRoute, type FreshnessSource } from './freshness-route.js';
import { type AssertionOptions, requireAssertion } from './require-assertion.js';

export interface GraphRouteOptions<Context> {
  /** Its name in the graph. */
  readonly service: string;
  readonly assertions: AssertionOptions;
  readonly contextOf: (request: AssertedRequest) => Context;
  /** Until then it answers 503. */
  readonly isReady: () => boolean;
  /** Whether an answer tells how many commands it has cost. */
  readonly showCosts: boolean;
  readonly freshness: FreshnessSource;
}

const PATH = '/graphql';

/** Adds POST /graphql with its batches and POST /freshness, in a scope of its own: `/healthz` and `/readyz` stay open. */
export async function addGraphRoute<Context extends BaseContext>(
  app: FastifyInstance,
  graphql: ApolloServer<Context>,
  options: GraphRouteOptions<Context>,
): Promise<void> {
  const { service, contextOf, isReady, showCosts } = options;
  await app.register(async (scope) => {
    const assertions = requireAssertion(scope, options.assertions, PATH);
    const answer = answerMessages(graphql, contextOf);
    scope.post(PATH, async (request, reply) => {
      if (!isReady()) return reply.code(503).send({ errors: [{ message: 'not ready yet' }] });
      const gone = new AbortController();
      onGone(reply, () => gone.abort());
      const asserted = assertions.of(request);
      const timeoutMs = timeoutIn(request.headers[TIMEOUT_HEADER]);
      const { status, headers, text, commands } = await answer({
        body: request.body,
        asserted,
        gone: gone.signal,
        timeoutMs,
      });
      for (const [name, value] of headers) void reply.header(name, value);
      if (showCosts) void reply.header('server-timing', serverTiming({ store: commands }));
      return reply.code(status).header(BATCH_HEADER, BATCH_FORM).send(text);
    });
    addBatchRoute(scope, { assertions, answer, isReady, path: PATH, service });
    addFreshnessRoute(scope, isReady, options.freshness);
  });
}

function timeoutIn(header: string | string[] | undefined): number | undefined {
  const read = Number(header);
  return read > 0 ? read : undefined;
}
