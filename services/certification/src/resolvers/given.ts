import { badUserInput } from '@shanghai/platform';

/** @throws GraphQLError BAD_USER_INPUT when there is nothing but blanks */
export function given(argument: string, text: string | null | undefined): string {
  if (text == null || text.trim() === '') throw badUserInput(`${argument} is needed`, { argument });
  return text;
}

/** @throws GraphQLError BAD_USER_INPUT when a list is longer than it may be */
export function shortList<Entry>(argument: string, list: readonly Entry[], maximum: number): readonly Entry[] {
  if (list.length <= maximum) return list;
  throw badUserInput(`${argument} has at most ${maximum} entries`, { argument, maximum });
}

/** A text, or null when there is nothing but blanks. */
export function textOf(text: string | null | undefined): string | null {
  return text == null || text.trim() === '' ? null : text;
}
