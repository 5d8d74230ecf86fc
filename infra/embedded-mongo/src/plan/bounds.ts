import { BSONRegExp } from 'bson';
import { orderClass } from '../bson/compare.js';
import { afterPrefix, keyOf } from '../bson/key.js';
import { isPosition } from '../bson/path.js';
import { isDoc } from '../bson/value.js';
import { conjuncts, type FieldNode, type Node } from '../query/ast.js';
import { isExtreme } from '../query/parse.js';
import { literalPrefix } from '../query/regex.js';

/** From the predicates of a query to intervals of ascending index keys. An interval may be too wide, never too narrow: the query is tested on every document anyway. */

/** Keys with `low <= key < high`. A point is all keys of one value. */
export interface Interval {
  readonly low: Buffer;
  readonly high: Buffer;
  readonly point: boolean;
}

export interface FieldBounds {
  readonly intervals: readonly Interval[];
  /** True for `$expr`, which compares an array as a whole where an index has its items. */
  readonly scalarOnly: boolean;
  /** Some interval holds the key of a missing field. */
  readonly missing: boolean;
}

/** Bounds by dotted field name; several for one field hold together. */
export type QueryBounds = ReadonlyMap<string, readonly FieldBounds[]>;

const STRING_CLASS = 15;
const NULL_KEY = keyOf(null);

const above = (key: Buffer): Buffer => afterPrefix(key) ?? Buffer.from([0xff]);

const point = (value: unknown): Interval => {
  const low = keyOf(value);
  return { low, high: above(low), point: true };
};

const ofClass = (kind: number): Interval => ({ low: Buffer.from([kind]), high: Buffer.from([kind + 1]), point: false });

function equalTo(value: unknown): Interval[] {
  // An index has the items of an array, so that an array is found by its first item, or inside another array by itself.
  return Array.isArray(value) ? [point(value[0]), point(value)] : [point(value ?? null)];
}

function inRange(op: 'gt' | 'gte' | 'lt' | 'lte', value: unknown): Interval[] | undefined {
  if (isExtreme(value) || Array.isArray(value)) return undefined;
  const inclusive = op === 'gte' || op === 'lte';
  if (value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value)))
    return inclusive ? [point(value ?? null)] : [];
  const { low, high } = ofClass(orderClass(value));
  const key = keyOf(value);
  switch (op) {
    case 'gt':
      return [{ low: above(key), high, point: false }];
    case 'gte':
      return [{ low: key, high, point: false }];
    case 'lt':
      return [{ low, high: key, point: false }];
    case 'lte':
      return [{ low, high: above(key), point: false }];
  }
}

function matching(regex: BSONRegExp): Interval[] {
  const prefix = literalPrefix(regex);
  const low = Buffer.concat([Buffer.from([STRING_CLASS]), Buffer.from(prefix, 'utf8')]);
  return [prefix === '' ? ofClass(STRING_CLASS) : { low, high: above(low), point: false }, point(regex)];
}

/** undefined: the predicate bounds nothing. */
function intervalsOf(node: FieldNode): Interval[] | undefined {
  switch (node.type) {
    case 'compare':
      return node.op === 'eq' ? equalTo(node.value) : inRange(node.op, node.value);
    case 'in':
      return [...node.values.flatMap(equalTo), ...node.regexes.flatMap(matching)];
    case 'regex':
      return matching(node.regex);
    case 'elemMatchValue': {
      // One level only: an index has the items of an array, but not the items of an item.
      const inner = conjuncts(node.node).map((part) =>
        'path' in part && part.type !== 'elemMatchValue' ? intervalsOf(part) : undefined,
      );
      const bounded = inner.filter((intervals) => intervals !== undefined);
      return bounded.length === 0 ? undefined : bounded.map(normalize).reduce(intersect);
    }
    default:
      return undefined;
  }
}

/** Sorted and without overlaps. */
export function normalize(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals
    .filter(({ low, high }) => Buffer.compare(low, high) < 0)
    .sort((a, b) => Buffer.compare(a.low, b.low));
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged[merged.length - 1];
    if (!last || Buffer.compare(interval.low, last.high) >= 0) merged.push(interval);
    else if (Buffer.compare(interval.high, last.high) > 0)
      merged[merged.length - 1] = { low: last.low, high: interval.high, point: false };
  }
  return merged;
}

export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const both: Interval[] = [];
  for (const x of a) {
    for (const y of b) {
      const low = Buffer.compare(x.low, y.low) >= 0 ? x.low : y.low;
      const high = Buffer.compare(x.high, y.high) <= 0 ? x.high : y.high;
      if (Buffer.compare(low, high) < 0) both.push({ low, high, point: x.point || y.point });
    }
  }
  return both;
}

export function boundsOf(node: Node): QueryBounds {
  const bounds = new Map<string, FieldBounds[]>();
  const add = (name: string, intervals: readonly Interval[], scalarOnly: boolean): void => {
    const sorted = normalize(intervals);
    const missing = sorted.some(
      ({ low, high }) => Buffer.compare(low, NULL_KEY) <= 0 && Buffer.compare(NULL_KEY, high) < 0,
    );
    bounds.set(name, [...(bounds.get(name) ?? []), { intervals: sorted, scalarOnly, missing }]);
  };
  const visit = (part: Node, prefix: readonly string[]): void => {
    if (part.type === 'expr') {
      if (prefix.length === 0)
        for (const { name, value } of expressionEqualities(part.expression)) add(name, equalTo(value), true);
      return;
    }
    if (!('path' in part)) return;
    // In the item of an $elemMatch a position names a place in an array, which no index on the outer array has.
    if (prefix.length > 0 && part.path.some(isPosition)) return;
    const path = [...prefix, ...part.path];
    if (part.type === 'elemMatchDoc') for (const inner of conjuncts(part.node)) visit(inner, path);
    const intervals = intervalsOf(part);
    if (intervals) add(path.join('.'), intervals, false);
  };
  for (const part of conjuncts(node)) visit(part, []);
  return bounds;
}

/** `{ $eq: ['$field', constant] }` inside `$expr`, where the constant cannot equal a missing field. */
function expressionEqualities(expression: unknown): { name: string; value: unknown }[] {
  if (!isDoc(expression)) return [];
  if (Array.isArray(expression['$and'])) return expression['$and'].flatMap(expressionEqualities);
  const args = expression['$eq'];
  if (!Array.isArray(args) || args.length !== 2) return [];
  const [a, b] = args as [unknown, unknown];
  const [field, value] = typeof a === 'string' && a.startsWith('$') ? [a, b] : [b, a];
  if (typeof field !== 'string' || !/^\$[^$]/.test(field)) return [];
  const constant =
    typeof value === 'string'
      ? !value.startsWith('$')
      : typeof value === 'number' || value instanceof Date || typeof value === 'boolean';
  return constant ? [{ name: field.slice(1), value }] : [];
}

/** The same keys as they are written for a descending field. */
export function descendingIntervals(intervals: readonly Interval[]): Interval[] {
  return intervals
    .map(({ low, high, point: single }) => ({
      low: above(complement(high)),
      high: above(complement(low)),
      point: single,
    }))
    .reverse();
}

function complement(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}
