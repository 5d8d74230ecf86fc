import { badUserInput } from '@shanghai/platform';

/** @throws GraphQLError BAD_USER_INPUT when there is nothing but blanks */
export function given(argument: string, text: string | null | undefined): string {
  if (text == null || text.trim() === '') throw badUserInput(`${argument} is needed`, { argument });
  return text;
}

/** A text, or null when there is nothing but blanks. */
export function textOf(text: string | null | undefined): string | null {
  return text == null || text.trim() === '' ? null : text;
}

/** @throws GraphQLError BAD_USER_INPUT when a list is longer than it may be */
export function shortList<Entry>(argument: string, list: readonly Entry[], maximum: number): readonly Entry[] {
  if (list.length <= maximum) return list;
  throw badUserInput(`${argument} has at most ${maximum} entries`, { argument, maximum });
}

/** @throws GraphQLError BAD_USER_INPUT when a number is no calendar year of four digits */
export function yearOf(year: number): number {
  if (Number.isInteger(year) && year >= 1000 && year <= 9999) return year;
  throw badUserInput('year is a calendar year of four digits', { argument: 'year' });
}
