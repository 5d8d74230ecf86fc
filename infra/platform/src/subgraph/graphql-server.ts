import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLFormattedError } from 'graphql';
import { readAccessRules } from '../access/read-access.js';
import type { AssertedRequest } from '../access/assertion.js';
import { enforceAccess } from '../access/enforce-access.js';
import { clientError, maskedError } from '../graph/client-error.js';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import { isGivenUp } from '../store/read-limit.js';
import type { Subgraph } from './subgraph.js';

type SchemaModule = Parameters<typeof buildSubgraphSchema>[0] & { typeDefs: unknown };

/** Where a context carries the asserted request, whatever else its service puts into it. */
const REQUEST = Symbol('request');

/** The context with the request, against whose caller the schema's access rules are held. */
export function withRequest<Context extends BaseContext>(context: Context, request: AssertedRequest): Context {
  return Object.assign(context, { [REQUEST]: request });
}

function requestOf(context: unknown): AssertedRequest {
  return (context as { readonly [REQUEST]: AssertedRequest })[REQUEST];
}

export interface GraphqlServerOptions {
  readonly log: Logger;
  readonly production: boolean;
  /** Hears of an act that the role of its caller may not do. */
  readonly onForbiddenAct: (act: string, request: AssertedRequest) => Promise<void>;
}

/** The GraphQL side of a subgraph. Its only clients are gateways, so what protects browsers is off. */
export function createGraphqlServer<Context extends BaseContext>(
  { typeDefs, resolvers }: Pick<Subgraph<Context>, 'typeDefs' | 'resolvers'>,
  { log, production, onForbiddenAct }: GraphqlServerOptions,
): ApolloServer<Context> {
  // Generated resolver types are exact and the library's are an index signature; a contract test compares both with the SDL.
  const schema = buildSubgraphSchema({ typeDefs, resolvers } as SchemaModule);
  enforceAccess(
    schema,
    readAccessRules(typeDefs),
    (context) => requestOf(context).caller,
    async (act, context) => onForbiddenAct(act, requestOf(context)),
  );
  return new ApolloServer<Context>({
    schema,
    logger: log,
    nodeEnv: production ? 'production' : 'development',
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // Else variables of the environment would start reports to the library's vendor.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
    formatError: (formatted, error) => clientError(formatted, error) ?? unexpected(log, formatted, error),
  });
}

function unexpected(log: Logger, formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  // What was broken off because nobody waits for it is no fault.
  if (isGivenUp()) return maskedError(formatted);
  log.error({ event: LogEvent.FAULT, err: error, path: formatted.path }, 'a request met an error that is ours');
  return maskedError(formatted);
}
