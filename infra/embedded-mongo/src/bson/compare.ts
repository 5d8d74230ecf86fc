import {
  type Binary,
  type BSONRegExp,
  type Code,
  type DBRef,
  Decimal128,
  type Long,
  type ObjectId,
  type Timestamp,
} from 'bson';
import { type Doc, entriesOf, isNumeric, toNumber, TYPE, typeCode } from './value.js';

/** Canonical order of BSON types. Source: MongoDB manual, "Comparison/Sort Order". */
const ORDER: ReadonlyMap<number, number> = new Map([
  [TYPE.minKey, 1],
  [TYPE.undefined, 2],
  [TYPE.null, 5],
  [TYPE.double, 10],
  [TYPE.int, 10],
  [TYPE.long, 10],
  [TYPE.decimal, 10],
  [TYPE.string, 15],
  [TYPE.symbol, 15],
  [TYPE.object, 20],
  [TYPE.array, 25],
  [TYPE.binData, 30],
  [TYPE.objectId, 35],
  [TYPE.bool, 40],
  [TYPE.date, 45],
  [TYPE.timestamp, 47],
  [TYPE.regex, 50],
  [TYPE.dbPointer, 55],
  [TYPE.javascript, 60],
  [TYPE.javascriptWithScope, 65],
  [TYPE.maxKey, 127],
]);

/** Values of one class compare with each other; values of two classes compare by the class. */
export function orderClass(value: unknown): number {
  return ORDER.get(typeCode(value)) ?? 20;
}

const sign = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** UTF-8 byte order, which differs from JS string order where surrogate pairs meet U+E000..U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x - y;
  }
  return a.length - b.length;
}

/** A finite number as the fraction `digits * 10^exponent`, exactly. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Exact decimal value of a finite BSON number; every double has one. */
export function exactDecimal(value: number | Long | Decimal128): Decimal {
  if (typeof value !== 'number') {
    const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]\d+))?$/.exec(value.toString());
    if (!match) return { digits: 0n, exponent: 0 };
    const [, minus = '', whole = '0', fraction = '', power = '0'] = match;
    return { digits: BigInt(minus + whole + fraction), exponent: Number(power) - fraction.length };
  }
  let mantissa = value;
  let halvings = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halvings++;
  }
  return { digits: BigInt(mantissa) * 5n ** BigInt(halvings), exponent: -halvings };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const least = Math.min(a.exponent, b.exponent);
  return sign(a.digits * 10n ** BigInt(a.exponent - least), b.digits * 10n ** BigInt(b.exponent - least));
}

/** Numbers of all four types by their exact value; NaN is less than every other number and equal to itself. */
export function compareNumbers(a: unknown, b: unknown): number {
  const x = toNumber(a);
  const y = toNumber(b);
  if (x < y) return -1;
  if (x > y) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return sign(Number(!Number.isNaN(x)), Number(!Number.isNaN(y)));
  // Equal as doubles: only an int64 or decimal can still differ.
  if (Number.isSafeInteger(x) && !(a instanceof Decimal128) && !(b instanceof Decimal128)) return 0;
  if (Number.isFinite(x)) return compareDecimals(exactDecimal(plain(a)), exactDecimal(plain(b)));
  if (isBeyondDoubles(a) && isBeyondDoubles(b)) return compareDecimals(exactDecimal(a), exactDecimal(b));
  const nearer = Number(isBeyondDoubles(b)) - Number(isBeyondDoubles(a));
  // Not -nearer: that would make a negative zero of two equals.
  return x > 0 ? nearer : 0 - nearer;
}

/** A finite decimal of more than about 1.8e308, which `toNumber` makes infinite. */
export function isBeyondDoubles(value: unknown): value is Decimal128 {
  return value instanceof Decimal128 && !Number.isFinite(toNumber(value)) && /^-?\d/.test(value.toString());
}

function plain(value: unknown): number | Long | Decimal128 {
  const code = typeCode(value);
  return code === TYPE.long || code === TYPE.decimal ? (value as Long | Decimal128) : toNumber(value);
}

function compareDocs(a: Doc, b: Doc): number {
  const left = entriesOf(a);
  const right = entriesOf(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const [nameA, valueA] = left[i] as [string, unknown];
    const [nameB, valueB] = right[i] as [string, unknown];
    const order =
      sign(orderClass(valueA), orderClass(valueB)) || compareStrings(nameA, nameB) || compare(valueA, valueB);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareArrays(a: unknown[], b: unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Bytes that order two values of one leaf class: longer binaries after shorter ones, then subtype, then contents. */
export function binaryParts(value: Binary): { length: number; subtype: number; bytes: Uint8Array } {
  return { length: value.position, subtype: value.sub_type, bytes: value.buffer.subarray(0, value.position) };
}

function compareBinary(a: Binary, b: Binary): number {
  const x = binaryParts(a);
  const y = binaryParts(b);
  return sign(x.length, y.length) || sign(x.subtype, y.subtype) || Buffer.compare(x.bytes, y.bytes);
}

/** The document of a DBRef, whose class bson makes of `{ $ref, $id }` built in memory. */
export function refDoc(value: DBRef | Doc): Doc {
  return (value.constructor as { name?: string } | undefined)?.name === 'DBRef'
    ? (value as DBRef).toJSON()
    : (value as Doc);
}

/** BSON comparison order: negative, zero or positive. `undefined` (missing) sorts before null. */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const kind = orderClass(a);
  const other = orderClass(b);
  if (kind !== other) return kind - other;
  if (isNumeric(a)) return compareNumbers(a, b);
  switch (kind) {
    case 15:
      return compareStrings(String(a), String(b));
    case 20:
      return compareDocs(refDoc(a as Doc), refDoc(b as Doc));
    case 25:
      return compareArrays(a as unknown[], b as unknown[]);
    case 30:
      return compareBinary(a as Binary, b as Binary);
    case 35:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 40:
      return Number(a) - Number(b);
    case 45:
      return sign((a as Date).getTime(), (b as Date).getTime());
    case 47:
      return (a as Timestamp).compare(b as Timestamp);
    case 50:
      return (
        compareStrings((a as BSONRegExp).pattern, (b as BSONRegExp).pattern) ||
        compareStrings((a as BSONRegExp).options, (b as BSONRegExp).options)
      );
    case 60:
      return compareStrings((a as Code).code, (b as Code).code);
    case 65:
      return (
        compareStrings((a as Code).code, (b as Code).code) ||
        compareDocs((a as Code).scope ?? {}, (b as Code).scope ?? {})
      );
    default:
      return 0;
  }
}

export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b) === 0;
}
