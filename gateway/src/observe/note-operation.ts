import type { ApolloServerPlugin } from '@apollo/server';
import { noteRequest } from '@shanghai/platform';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../request-context.js';

/**
 * Notes what the log and the measures tell of an operation: its name where it is a named one, its hash, the codes of its
 * errors, and what it cost. Names that callers chose are not told: they may hold anything.
 */
export function noteOperation(known: ReadonlySet<string>): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ operationName, queryHash, response: { body }, contextValue }) {
          const { caller, cost } = contextValue;
          noteRequest({
            role: caller.role,
            district: caller.scopes['district'],
            operation: typeof operationName === 'string' && known.has(operationName) ? operationName : 'other',
            documentHash: queryHash,
            ...(body.kind === 'single' && { errorCodes: codesOf(body.singleResult.errors ?? []) }),
            subgraphCalls: cost.subgraphs,
            storeCommands: cost.store,
          });
        },
      };
    },
  };
}

/** Each code once. */
function codesOf(errors: readonly GraphQLFormattedError[]): readonly string[] {
  return [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))];
}
