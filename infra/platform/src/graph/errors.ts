import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** Every code that an error of the graph can carry. Expected refusals are data and have codes of their own. */
export const ERROR_CODES = [
  'BAD_USER_INPUT',
  'BAD_CURSOR',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CONFLICT',
  'TOO_COMPLEX',
  'RATE_LIMITED',
  'OVERLOADED',
  'SUBGRAPH_UNAVAILABLE',
  'INCOMPLETE_ANSWER',
  'INTERNAL_SERVER_ERROR',
  // Of the protocol: the client sends the text next.
  'PERSISTED_QUERY_NOT_FOUND',
  // The server library's, for requests that are not a valid operation on the schema.
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What an error may say beside its code; nothing else leaves the process. */
export interface ErrorDetails {
  /** The argument or variable that is at fault. */
  readonly argument?: string;
  readonly scalar?: string;
  /** What was given, cut short. */
  readonly value?: string;
  /** The finer code of what is wrong with the value. */
  readonly reason?: string;
  /** The largest value that is taken. */
  readonly maximum?: number;
  readonly subgraph?: string;
  /** The version that an aggregate is at, when the caller has seen another. */
  readonly currentVersion?: number;
  /** The field that may not be read, as `Type.field`. */
  readonly field?: string;
}

export const ERROR_DETAILS = [
  'argument',
  'scalar',
  'value',
  'reason',
  'maximum',
  'subgraph',
  'currentVersion',
  'field',
] as const satisfies readonly (keyof ErrorDetails)[];

/** An error that reaches the client as it is: its message is written for the caller. */
export function codedError(
  code: ErrorCode,
  message: string,
  details: ErrorDetails = {},
  options: Omit<GraphQLErrorOptions, 'extensions'> = {},
): GraphQLError {
  return new GraphQLError(message, { ...options, extensions: { code, ...details } });
}

/** The caller's mistake in an argument: BAD_USER_INPUT. */
export function badUserInput(message: string, details: ErrorDetails = {}): GraphQLError {
  return codedError('BAD_USER_INPUT', message, details);
}

/** Whether the text is one of the codes. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return (ERROR_CODES as readonly unknown[]).includes(code);
}
