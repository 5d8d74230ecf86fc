import { codedError } from '@shanghai/platform';
import type { GraphQLError } from 'graphql';
import type { MissingValue } from './answer/shape.js';

type Path = readonly (string | number)[];

/** INCOMPLETE_ANSWER for every null that a type forbids, unless an error already tells why it is there. */
export function incompleteAnswers(
  missing: readonly MissingValue[],
  told: readonly GraphQLError[],
): readonly GraphQLError[] {
  return missing
    .filter(({ path }) => !told.some((error) => tells(error, path)))
    .map(({ message, path }) => codedError('INCOMPLETE_ANSWER', message, {}, { path }));
}

/** Whether an error is about a place, or about one above or below it: a null travels up to the next field that allows it. */
function tells({ path }: GraphQLError, place: Path): boolean {
  // One without a path is about a whole call.
  if (path === undefined) return true;
  const length = Math.min(path.length, place.length);
  return path.slice(0, length).every((step, index) => step === place[index]);
}
