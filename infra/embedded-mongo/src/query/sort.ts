import { indexValues } from '../bson/index-values.js';
import { compoundKey } from '../bson/key.js';
import { splitPath } from '../bson/path.js';
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

const parallelArrays = (): CommandError => badValue('cannot sort with keys that are parallel arrays');

/**
 * Bytes that order documents as the sort asks. A document with arrays has several keys and counts by the first of them;
 * a missing field counts as null.
 * @throws CommandError 2 when two fields run through different arrays
 */
export function sortKey(doc: Doc, fields: readonly SortField[]): Buffer {
  const paths = fields.map(({ path }) => path);
  const descending = fields.map((field) => field.descending);
  const { rows } = indexValues(doc, paths, parallelArrays);
  return rows.map((row) => compoundKey(row, descending)).reduce((a, b) => (Buffer.compare(b, a) < 0 ? b : a));
}

export function sortKeyOf(doc: Doc, sort: Doc): Buffer {
  return sortKey(doc, parseSort(sort));
}
