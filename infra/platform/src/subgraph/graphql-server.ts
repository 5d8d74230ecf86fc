import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLFormattedError } from 'graphql';
import { readAccessRules } from '../access/read-access.js';
import type { Caller } from '../access/caller.js';
import { enforceAccess } from '../access/enforce-access.js';
import { clientError, maskedError } from '../graph/client-error.js';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import type { Subgraph } from './subgraph.js';

type SchemaModule = Parameters<typeof buildSubgraphSchema>[0] & { typeDefs: unknown };

/** Where a context carries who asks, whatever else its service puts into it. */
const CALLER = Symbol('caller');

/** The context with the caller whom the schema's access rules are held against. */
export function withCaller<Context extends BaseContext>(context: Context, caller: Caller): Context {
  return Object.assign(context, { [CALLER]: caller });
}

function callerOf(context: unknown): Caller {
  return (context as { readonly [CALLER]: Caller })[CALLER];
}

/** The GraphQL side of a subgraph. Its only clients are gateways, so what protects browsers is off. */
export function createGraphqlServer<Context extends BaseContext>(
  { typeDefs, resolvers }: Pick<Subgraph<Context>, 'typeDefs' | 'resolvers'>,
  { log, production }: { readonly log: Logger; readonly production: boolean },
): ApolloServer<Context> {
  // Generated resolver types are exact and the library's are an index signature; a contract test compares both with the SDL.
  const schema = buildSubgraphSchema({ typeDefs, resolvers } as SchemaModule);
  enforceAccess(schema, readAccessRules(typeDefs), callerOf);
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
  log.error({ event: LogEvent.FAULT, err: error, path: formatted.path }, 'a request met an error that is ours');
  return maskedError(formatted);
}
