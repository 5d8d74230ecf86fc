import { clientError, type Logger, maskedError } from '@shanghai/platform';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Codes for requests that are not a valid operation. From a subgraph they say that the gateway asked wrongly. */
const OF_THE_DOCUMENT = /^(GRAPHQL_|BAD_REQUEST$|OPERATION_RESOLUTION_FAILURE$)/;

/**
 * The one place where errors become what a client sees: those with a code of the list pass with their message and listed
 * details, all else is logged and masked.
 */
export function formatErrors(log: Logger): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const { code, serviceName: subgraph } = formatted.extensions ?? {};
    const isSkew = subgraph !== undefined && OF_THE_DOCUMENT.test(String(code));
    const shown = isSkew ? undefined : clientError(formatted, error);
    if (shown) return shown;
    // A subgraph has logged its own fault, with the request's id.
    if (subgraph !== undefined && code === 'INTERNAL_SERVER_ERROR') log.warn({ subgraph }, 'a subgraph met an error');
    else log.error({ err: stacked(error), subgraph }, 'a request met an error that is ours');
    return maskedError(formatted);
  };
}

function stacked(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}
