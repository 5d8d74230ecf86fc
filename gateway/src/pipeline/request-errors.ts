import { GraphQLError, Kind } from 'graphql';
import { codedError } from '@shanghai/platform';
import { badRequest } from '../http/refused.js';

/** A text that is no GraphQL. */
export function unreadable(error: GraphQLError): GraphQLError {
  return coded(error, 'GRAPHQL_PARSE_FAILED');
}

/** A document that does not fit the schema. */
export function invalid(error: GraphQLError): GraphQLError {
  return coded(error, 'GRAPHQL_VALIDATION_FAILED');
}

/** What is wrong without what the schema has instead. */
export function withoutHints(error: GraphQLError): GraphQLError {
  const { nodes, originalError, extensions } = error;
  const message = error.message.replace(/ ?Did you mean(.+?)\?$/, '');
  return new GraphQLError(message, { nodes, originalError, extensions });
}

/** What executing an operation met: a variable that cannot be coerced is the caller's mistake. */
export function ofExecution(error: GraphQLError): GraphQLError {
  const node = error.nodes?.length === 1 ? error.nodes[0]! : undefined;
  if (node?.kind !== Kind.VARIABLE_DEFINITION || error.extensions['code'] !== undefined) return error;
  return coded(error, 'BAD_USER_INPUT');
}

/** A document without the operation that is meant. */
export function unknownOperation(name: string | undefined): GraphQLError {
  return unresolved(
    name === undefined ? 'operationName must name one of the operations' : 'operationName names no operation',
  );
}

/** An operation that cannot be executed here. */
export function unresolved(message: string): GraphQLError {
  const error = codedError('OPERATION_RESOLUTION_FAILURE', message);
  // Taken out of the answer.
  error.extensions['http'] = { status: 400 };
  return error;
}

/** What is asked for by GET, which may be repeated and kept by anyone on the way, and has to be sent by POST. */
export function byPostAlone(message: string): GraphQLError {
  const error = badRequest(message, 405);
  return Object.assign(error, {
    extensions: { ...error.extensions, http: { status: 405, headers: new Map([['allow', 'POST']]) } },
  });
}

function coded(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    originalError: error.originalError ?? error,
    extensions: { http: { status: 400 }, ...error.extensions, code },
  });
}
