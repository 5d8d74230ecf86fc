import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { codedError } from '@shanghai/platform';
import type { GatewayContext } from '../request-context.js';
import type { Executor } from './executor.js';

type ServerGateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];

/** An executor in the shape that Apollo Server delegates execution to. */
export function asServerGateway(executor: Executor): ServerGateway {
  return {
    onSchemaLoadOrUpdate(callback) {
      // The supergraph's text is for reporting, which is off.
      const tell = (apiSchema: Executor['schema']): void => callback({ apiSchema, coreSupergraphSdl: '' });
      tell(executor.schema);
      return executor.onSchemaChange(tell);
    },
    async load() {
      return {
        executor: async ({ request, document, operation, queryHash, context }) => {
          // The type says that there is one; there is none where operationName names none.
          if ((operation as typeof operation | undefined) === undefined) throw unknownOperation(request.operationName);
          // Validation passes over operations of a kind that the graph has none of.
          if (!executor.schema.getRootType(operation.operation)) throw unresolved(`there is no ${operation.operation}`);
          return executor.execute({
            document,
            documentHash: queryHash,
            operationName: request.operationName,
            variables: request.variables ?? {},
            ...(context as GatewayContext),
          });
        },
      };
    },
    stop: () => executor.stop(),
  };
}

function unknownOperation(name: string | undefined): Error {
  return unresolved(
    name === undefined ? 'operationName must name one of the operations' : 'operationName names no operation',
  );
}

function unresolved(message: string): Error {
  const error = codedError('OPERATION_RESOLUTION_FAILURE', message);
  // Read by the server, and taken out of the answer.
  error.extensions['http'] = { status: 400 };
  return error;
}
