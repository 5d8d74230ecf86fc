import { codedError } from '@shanghai/platform';
import type { GraphQLError } from 'graphql';

/** What of a request can be too much. */
export type ComplexityReason =
  | 'BYTES'
  | 'TOKENS'
  | 'NESTING'
  | 'DEPTH'
  | 'ALIASES'
  | 'FIELD_ALIASES'
  | 'ROOT_FIELDS'
  | 'DIRECTIVES'
  | 'SELECTIONS'
  | 'FRAGMENTS'
  | 'RECURSION'
  | 'VARIABLES'
  | 'OPERATIONS'
  | 'COST';

/** Why a request is not answered: more of something than is allowed. */
export interface TooComplex {
  readonly reason: ComplexityReason;
  /** How much there is; of what stops the reading, how much there is at least. */
  readonly value: number;
  readonly maximum: number;
}

/** The refusal as a client sees it: TOO_COMPLEX, status 400. */
export function tooComplexError({ reason, value, maximum }: TooComplex): GraphQLError {
  const words = reason.toLowerCase().replace('_', ' ');
  const message = `the request is too complex: ${words} of ${value}, at most ${maximum}`;
  const error = codedError('TOO_COMPLEX', message, { reason, value: String(value), maximum });
  error.extensions['http'] = { status: 400 };
  return error;
}
