import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';

/**
 * A BSON document in memory. Values keep their BSON type:
 * an int32 is a JS number, a double is a JS number where bson would write it back as a double and a `Double` where it
 * would not (1.0), an int64 is a `Long`; every other type is bson's own class. `serialize(decode(bytes))` gives the same types.
 */
export interface Doc {
  [field: string]: unknown;
}

/** Type codes of the BSON specification 1.1. */
export const TYPE = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

const CLASS_TYPES = new Map<unknown, number>([
  [ObjectId, TYPE.objectId],
  [Date, TYPE.date],
  [Long, TYPE.long],
  [Double, TYPE.double],
  [Int32, TYPE.int],
  [Decimal128, TYPE.decimal],
  [Binary, TYPE.binData],
  [UUID, TYPE.binData],
  [Timestamp, TYPE.timestamp],
  [BSONRegExp, TYPE.regex],
  [Code, TYPE.javascript],
  [BSONSymbol, TYPE.symbol],
  [MinKey, TYPE.minKey],
  [MaxKey, TYPE.maxKey],
  [DBRef, TYPE.object],
]);

/** True when bson writes this JS number as an int32. */
export function isInt32(n: number): boolean {
  return (n | 0) === n && !Object.is(n, -0);
}

/** The BSON type code of a value. `undefined` (a missing field) has the code of the deprecated type 6. */
export function typeCode(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return TYPE.string;
    case 'number':
      return isInt32(value) ? TYPE.int : TYPE.double;
    case 'boolean':
      return TYPE.bool;
    case 'undefined':
      return TYPE.undefined;
    case 'bigint':
      return TYPE.long;
    default:
  }
  if (value === null) return TYPE.null;
  if (Array.isArray(value)) return TYPE.array;
  const code = CLASS_TYPES.get((value as object).constructor);
  if (code === undefined) return TYPE.object;
  return code === TYPE.javascript && (value as Code).scope ? TYPE.javascriptWithScope : code;
}

/** Names that `$type` and error messages use. */
export const TYPE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(TYPE).map(([name, code]) => [code, name]),
);

export function typeName(value: unknown): string {
  return value === undefined ? 'missing' : (TYPE_NAMES.get(typeCode(value)) ?? 'object');
}

export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && typeCode(value) === TYPE.object;
}

export function isNumeric(value: unknown): value is number | Double | Long | Decimal128 {
  if (typeof value === 'number') return true;
  if (value instanceof Timestamp) return false; // bson's Timestamp is a Long to instanceof
  return value instanceof Double || value instanceof Long || value instanceof Decimal128;
}

/** A JS number of any BSON number; an int64 or decimal beyond 2^53 is rounded. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) return Number(value.toString());
  return NaN;
}

export function isNaNumber(value: unknown): boolean {
  return isNumeric(value) && Number.isNaN(toNumber(value));
}

/** Field names and values. A field called `__proto__` is an own property here, as `decode` makes it. */
export const entriesOf: (doc: Doc) => [string, unknown][] = Object.entries;

/** Sets a field without ever touching a prototype. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  else doc[name] = value;
}

export function hasField(doc: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(doc, name);
}

/** The own field of a document; what an object inherits (`constructor`, `toString`) is not a field. */
export function getField(doc: Doc, name: string): unknown {
  return hasField(doc, name) ? doc[name] : undefined;
}

/** A copy that shares only immutable leaves. */
export function cloneValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneValue);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const [name, field] of entriesOf(value)) setField(copy, name, cloneValue(field));
  return copy;
}
