/** What is counted, and what lists what is to be done. */
export type TallyKind = 'AGENCY' | 'FILING' | 'CASE' | 'INSPECTION' | 'RECTIFICATION' | 'ALERT' | 'TASK';

/** The whole city, beside the districts by their codes. */
export const CITY = 'CITY';

/** After every day: of what has no last day. */
export const NEVER = '9999-12-31';

/**
 * One thing as one body counts it: kept with the thing and in its transaction, so that a number is read from an index and never
 * from the things themselves. What the fields hold is said beside the rules that make the rows of a kind.
 */
export interface Tally {
  /** A district, or the city. */
  readonly of: string;
  readonly kind: TallyKind;
  readonly first: string;
  readonly second: string;
  readonly from: string;
  readonly to: string;
  /** The name of the subject; empty where nobody is told it. */
  readonly name: string;
}

/** A row as a rule makes it: fields that are not said are empty. */
export function tally(of: string, kind: TallyKind, said: Partial<Omit<Tally, 'of' | 'kind'>>): Tally {
  return { of, kind, first: '', second: '', from: '', to: '', name: '', ...said };
}

/** The same row for each of these districts and for the city. */
export function forEachOf(districts: readonly string[], rowOf: (of: string) => Tally): readonly Tally[] {
  return [CITY, ...new Set(districts)].map(rowOf);
}

/** Whose numbers a scope reads: its district's, the city's without any; null for a scope that counts nothing. */
export function countedAs({ district, ...others }: Readonly<Record<string, string>>): string | null {
  if (Object.keys(others).length > 0) return null;
  return district ?? CITY;
}
