import { GraphQLScalarType } from 'graphql';
import { badUserInput } from '../graph/errors.js';
import { readLiteral, shown } from '../graph/string-scalar.js';

/** The largest page that a list gives. */
export const MAXIMUM_PAGE_SIZE = 100;
/** The page size of a list that is asked without one. */
export const DEFAULT_PAGE_SIZE = 20;

function readPageSize(given: unknown): number {
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= MAXIMUM_PAGE_SIZE) return given;
  throw badUserInput(`a page has between 1 and ${MAXIMUM_PAGE_SIZE} entries`, {
    scalar: 'PageSize',
    value: shown(given),
    maximum: MAXIMUM_PAGE_SIZE,
  });
}

/** How many entries a page has at most: a whole number from 1 to 100, else BAD_USER_INPUT that names the maximum. */
export const pageSizeScalar = new GraphQLScalarType<number, number>({
  name: 'PageSize',
  serialize: (value) => value as number,
  parseValue: readPageSize,
  parseLiteral: (node) => readLiteral(node, readPageSize),
});
