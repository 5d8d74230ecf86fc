import { readInstant } from '../clock.js';

/** Fields that hold instants, by the way we name them. */
const INSTANT = /^(at|since|[a-z][A-Za-z]*At)$/;

/**
 * A state that comes back from the journal, where instants are texts, with its instants again. What is kept as it was typed or
 * found, whatever its fields are called, is named and stays.
 */
export function reviveInstants(value: unknown, verbatim: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => reviveInstants(one, verbatim));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      verbatim.has(field) ? inner : revived(field, inner, verbatim),
    ]),
  );
}

function revived(field: string, value: unknown, verbatim: ReadonlySet<string>): unknown {
  if (typeof value !== 'string') return reviveInstants(value, verbatim);
  return (INSTANT.test(field) && readInstant(value)) || value;
}
