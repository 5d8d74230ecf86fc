import { clientError, idsOf, LogEvent, type Logger, maskedError, type RequestScope } from '@shanghai/platform';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Codes for requests that are not a valid operation. From a subgraph they say that the gateway asked wrongly. */
const OF_THE_DOCUMENT = /^(GRAPHQL_|BAD_REQUEST$|OPERATION_RESOLUTION_FAILURE$)/;

/** A message of a subgraph that no person wrote for a caller, whatever its code: addresses, stacks, whole pages. */
const OF_A_MACHINE = /[\n<>]|:\/\/|.{500}/;

/**
 * The one place where errors become what a client sees: those with a code of the list pass with their message and listed
 * details, all else is logged and masked.
 */
export function formatErrors(
  log: Logger,
): (formatted: GraphQLFormattedError, error: unknown, scope: RequestScope) => GraphQLFormattedError {
  return (formatted, error, scope) => {
    const { code, serviceName: subgraph } = formatted.extensions ?? {};
    const isSkew =
      subgraph !== undefined && (OF_THE_DOCUMENT.test(String(code)) || OF_A_MACHINE.test(formatted.message));
    const shown = isSkew ? undefined : clientError(formatted, error);
    if (shown) return withRequestId(shown, scope);
    // A subgraph has logged its own fault, with the request's id.
    if (subgraph !== undefined && code === 'INTERNAL_SERVER_ERROR')
      log.warn({ ...idsOf(scope), event: LogEvent.SUBGRAPH_FAULT, subgraph }, 'a subgraph met an error');
    else
      log.error(
        { ...idsOf(scope), event: LogEvent.FAULT, err: stacked(error), subgraph },
        'a request met an error that is ours',
      );
    return withRequestId(maskedError(formatted, typeof subgraph === 'string' ? { subgraph } : {}), scope);
  };
}

/** Names the request in an error, by which it is found in the logs of every process. */
export function withRequestId(error: GraphQLFormattedError, { requestId }: RequestScope): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}

function stacked(error: unknown): unknown {
  return error instanceof GraphQLError ? (error.originalError ?? error) : error;
}
