import type { GraphQLFormattedError } from 'graphql';
import type { ShownErrors } from './error-answer.js';
import { mediaTypeFor, takesErrorsAs200 } from './media-type.js';

/** An answer as it goes over HTTP. */
export interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Buffer;
}

/** What became of a question, before it is written. */
export interface Result {
  /** The answer as it is sent, where it is one without errors that may be kept. */
  readonly body?: Buffer;
  readonly headers?: Answered['headers'];
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly shown?: ShownErrors | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Errors of a request that came through: it was read, and the document or a variable is wrong. */
const OF_THE_REQUEST: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/** The answer in a media type that the client takes; JSON where it takes none. */
export function written(
  { body, data, shown, extensions, headers: own = [] }: Result,
  accept: string | undefined,
  more: Answered['headers'] = [],
): Answered {
  const type = mediaTypeFor(accept) ?? mediaTypeFor(undefined)!;
  const { errors, headers = [] } = shown ?? {};
  const status = statusOf(shown, { isAnswered: body !== undefined || data !== undefined, accept });
  return {
    status,
    headers: [['content-type', type], ...headers, ...own, ...more],
    body: body ?? textOf({ data, errors, extensions }),
  };
}

/** An answer as the text that is sent. */
export function textOf({
  data,
  errors,
  extensions,
}: Pick<Result, 'data' | 'extensions'> & Partial<ShownErrors>): string {
  // What is undefined is left out.
  return JSON.stringify({ errors, data, extensions });
}

/** 200 for what was executed; else what the errors ask for, unless the client takes that for no answer of the graph. */
function statusOf(
  shown: ShownErrors | undefined,
  { isAnswered, accept }: { readonly isAnswered: boolean; readonly accept: string | undefined },
): number {
  const status = shown?.status ?? (isAnswered || !shown ? 200 : 400);
  return status === 400 && takesErrorsAs200(accept) && shown?.errors.every(isOfTheRequest) === true ? 200 : status;
}

function isOfTheRequest({ extensions }: GraphQLFormattedError): boolean {
  return OF_THE_REQUEST.has(extensions?.['code']);
}
