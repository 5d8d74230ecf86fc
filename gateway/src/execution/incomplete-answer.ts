import { codedError } from '@shanghai/platform';
import type { ExecutionResult, GraphQLError } from 'graphql';

interface ValueCompletion {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

type Path = readonly (string | number)[];

/**
 * Gives every null that a type forbids an error, INCOMPLETE_ANSWER, unless one already tells why it is there. The engine only
 * notes such nulls in `extensions.valueCompletion`, where no client looks.
 */
export function withIncompleteAnswers(result: ExecutionResult): ExecutionResult {
  const { valueCompletion, ...extensions } = result.extensions ?? {};
  const told = result.errors ?? [];
  const found = (valueCompletion ?? []) as readonly ValueCompletion[];
  const untold = found
    .filter(({ path }) => !told.some((error) => tells(error, path ?? [])))
    .map(({ message, path }) => codedError('INCOMPLETE_ANSWER', message, {}, { path: path ?? null }));
  const errors = [...told, ...untold];
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(errors.length > 0 && { errors }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

/** Whether an error is about a place, or about one above or below it: a null travels up to the next field that allows it. */
function tells({ path }: GraphQLError, place: Path): boolean {
  // One without a path is about a whole call.
  if (path === undefined) return true;
  const length = Math.min(path.length, place.length);
  // The engine writes @ for "each of the list".
  return path.slice(0, length).every((step, index) => step === place[index] || step === '@');
}
