import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { argumentOf, isValueNode } from './argument-name.js';
import { ERROR_DETAILS, type ErrorDetails, isErrorCode } from './errors.js';

/**
 * What a client may see of an error, or undefined when it may see nothing: an error without a code of the list is a fault of
 * ours. A value that a scalar refused, or that is not of its argument's type, is BAD_USER_INPUT and names the argument, where
 * the library calls a literal GRAPHQL_VALIDATION_FAILED.
 */
export function clientError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError | undefined {
  const { code } = formatted.extensions ?? {};
  if (!isErrorCode(code) || code === 'INTERNAL_SERVER_ERROR') return undefined;
  const refused = refusalOf(error);
  const { message } = refused ?? formatted;
  const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined;
  const isValue = isValueNode(node) && code === 'GRAPHQL_VALIDATION_FAILED';
  const argument = isValue
    ? argumentOf(node)
    : node?.kind === Kind.VARIABLE_DEFINITION
      ? node.variable.name.value
      : undefined;
  return {
    message,
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: {
      code: refused || isValue ? 'BAD_USER_INPUT' : code,
      ...(argument !== undefined && { argument }),
      ...detailsOf(formatted.extensions),
    },
  };
}

/** What a client sees of a fault of ours. */
export function maskedError(
  { locations, path }: GraphQLFormattedError,
  details: ErrorDetails = {},
): GraphQLFormattedError {
  return {
    message: 'Internal server error',
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...details },
  };
}

/** The error of ours inside the one that the library made of it. */
function refusalOf(error: unknown): GraphQLError | undefined {
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original instanceof GraphQLError && original.extensions['code'] === 'BAD_USER_INPUT' ? original : undefined;
}

function detailsOf(extensions: GraphQLFormattedError['extensions']): Record<string, string | number> {
  const details: Record<string, string | number> = {};
  for (const name of ERROR_DETAILS) {
    const value = extensions?.[name];
    if (typeof value === 'string' || typeof value === 'number') details[name] = value;
  }
  return details;
}
