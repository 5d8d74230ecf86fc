import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type Logger, serverTiming } from '@shanghai/platform';
import { accessPlugin } from './access/access-plugin.js';
import { formatErrors } from './client-errors.js';
import type { Executor } from './execution/executor.js';
import { asServerGateway } from './execution/server-adapter.js';
import { statusPlugin } from './http/status-plugin.js';
import { costPlugin } from './limits/cost-plugin.js';
import { documentLimits } from './limits/document-limits.js';
import { introspectionPlugin } from './limits/introspection-plugin.js';
import { noteOperation } from './observe/note-operation.js';
import type { GatewayContext } from './request-context.js';

export interface GraphqlServerOptions {
  readonly log: Logger;
  readonly production: boolean;
  /** The names of the named operations. */
  readonly known: ReadonlySet<string>;
}

/** GraphQL over HTTP as clients meet it: parsing, validation, the shape of answers. Execution is the executor's. */
export function createGraphqlServer(
  executor: Executor,
  { log, production, known }: GraphqlServerOptions,
): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    gateway: asServerGateway(executor),
    logger: log,
    nodeEnv: production ? 'production' : 'development',
    // Decided by role, once the operation is known.
    introspection: true,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    // Callers are known by a bearer token, which no browser sends by itself: a GET needs no header of its own.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: documentLimits.TOKENS },
    formatError: formatErrors(log),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      noteOperation(known),
      statusPlugin(),
      accessPlugin(executor),
      costPlugin(executor),
      ...(production ? [introspectionPlugin()] : [costHeader]),
    ],
  });
}

/** Tells what an answer cost, which is how the budgets of the named operations are tested. */
const costHeader: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue: { cost } }) {
        response.http.headers.set('server-timing', serverTiming({ ...cost }));
      },
    };
  },
};
