import { readInstant } from '@shanghai/platform';

/** The fields of our states that hold instants. */
const INSTANT = /^(at|since|[a-z][A-Za-z]*At)$/;
/** What is kept as it was typed or found, whatever its fields are called. */
const VERBATIM = new Set(['form', 'facts']);

/** A state that comes back from the journal, where instants are texts, with its instants again. */
export function reviveInstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveInstants);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, VERBATIM.has(field) ? inner : revived(field, inner)]),
  );
}

function revived(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return reviveInstants(value);
  return (INSTANT.test(field) && readInstant(value)) || value;
}
