import { compare } from '../bson/compare.js';
import { compoundKey } from '../bson/key.js';
import { splitPath, valuesAt } from '../bson/path.js';
import { type Doc, entriesOf, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { badValue, CommandError, refused } from '../errors.js';

export interface SortField {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** @throws CommandError 15975 or 15974 for a direction that is not 1 or -1 */
export function parseSort(sort: Doc): SortField[] {
  const fields = entriesOf(sort).map(([name, direction]): SortField => {
    if (name === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
    if (isDoc(direction) && '$meta' in direction) throw refused('$meta sorts');
    const number = toNumber(direction);
    if (!isNumeric(direction))
      throw new CommandError(15974, `Illegal key in $sort specification: ${name}: ${String(direction)}`);
    if (number !== 1 && number !== -1)
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path: splitPath(name), descending: number < 0 };
  });
  if (fields.length > 32) throw badValue('too many compound keys');
  return fields;
}

/** Of an array, the least item counts ascending and the greatest descending; a missing field counts as null. */
function sortValue(doc: Doc, { path, descending }: SortField): unknown {
  const { values, throughArray } = valuesAt(doc, path);
  if (!throughArray) return values[0] ?? null;
  return values.reduce((best, value) => {
    const order = compare(value, best);
    return (descending ? order > 0 : order < 0) ? value : best;
  });
}

/** Bytes that order documents as the sort asks. */
export function sortKey(doc: Doc, fields: readonly SortField[]): Buffer {
  return compoundKey(
    fields.map((field) => sortValue(doc, field)),
    fields.map((field) => field.descending),
  );
}

export function sortKeyOf(doc: Doc, sort: Doc): Buffer {
  return sortKey(doc, parseSort(sort));
}
