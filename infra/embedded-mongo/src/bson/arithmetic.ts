import { Decimal128, Double, Long } from 'bson';
import { badValue } from '../errors.js';
import { exactDecimal } from './compare.js';
import { isInt32, toNumber, TYPE, typeCode } from './value.js';

/** Sums and products with MongoDB's result types: decimal over double over int64 over int32, an int32 growing to int64. */

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

export type Operation = 'add' | 'multiply';

/** The double `n` in the lossless form of `value.ts`. */
export function doubleOf(n: number): number | Double {
  return isInt32(n) ? new Double(n) : n;
}

function integer(value: unknown): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(toNumber(value));
}

function decimal(a: unknown, b: unknown, operation: Operation): Decimal128 {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    return Decimal128.fromString(String(operation === 'add' ? x + y : x * y));
  }
  const left = exactDecimal(a as Decimal128);
  const right = exactDecimal(b as Decimal128);
  if (operation === 'multiply') return rounded(left.digits * right.digits, left.exponent + right.exponent);
  const least = Math.min(left.exponent, right.exponent);
  const sum = left.digits * 10n ** BigInt(left.exponent - least) + right.digits * 10n ** BigInt(right.exponent - least);
  return rounded(sum, least);
}

function rounded(digits: bigint, exponent: number): Decimal128 {
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
}

/** A double meeting a decimal counts with 15 significant digits, as MongoDB converts it. */
function forDecimal(value: unknown): unknown {
  if (typeCode(value) !== TYPE.double) return value;
  const number = toNumber(value);
  return Number.isFinite(number) ? Decimal128.fromString(String(Number(number.toPrecision(15)))) : value;
}

/**
 * `a + b` or `a * b` of two BSON numbers.
 * @throws CommandError 2 when an int64 overflows
 */
export function calculate(a: unknown, b: unknown, operation: Operation): unknown {
  const types = [typeCode(a), typeCode(b)];
  if (types.includes(TYPE.decimal)) return decimal(exactOperand(forDecimal(a)), exactOperand(forDecimal(b)), operation);
  if (types.includes(TYPE.double)) {
    return doubleOf(operation === 'add' ? toNumber(a) + toNumber(b) : toNumber(a) * toNumber(b));
  }
  const [x, y] = [integer(a), integer(b)];
  const result = operation === 'add' ? x + y : x * y;
  if (!types.includes(TYPE.long) && isInt32(Number(result))) return Number(result);
  if (result > MAX || result < MIN)
    throw badValue(
      `Failed to apply ${operation === 'add' ? '$inc' : '$mul'} operations to current value: the result does not fit an int64`,
    );
  return Long.fromBigInt(result);
}

function exactOperand(value: unknown): unknown {
  return typeCode(value) === TYPE.long || typeCode(value) === TYPE.decimal ? value : toNumber(value);
}
