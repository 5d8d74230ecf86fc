import { Decimal128, Double, Long } from 'bson';
import { badValue } from '../errors.js';
import { type Decimal, exactDecimal } from './compare.js';
import { isInt32, isNumeric, toNumber, TYPE, typeCode } from './value.js';

/** Sums and products with MongoDB's result types: decimal over double over int64 over int32, an int32 growing to int64. */

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
  const [left, right] = [exact(a), exact(b)];
  if (operation === 'multiply') return rounded(left.digits * right.digits, left.exponent + right.exponent);
  const least = Math.min(left.exponent, right.exponent);
  return rounded(scaled(left, least) + scaled(right, least), least);
}

const scaled = ({ digits, exponent }: Decimal, to: number): bigint => digits * 10n ** BigInt(exponent - to);

function rounded(digits: bigint, exponent: number): Decimal128 {
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
}

/** The exact value, but a double counts with 15 significant digits, as MongoDB converts it to a decimal. */
function exact(value: unknown): Decimal {
  const number = toNumber(value);
  if (typeCode(value) === TYPE.double && Number.isFinite(number))
    return exactDecimal(Decimal128.fromString(String(Number(number.toPrecision(15)))));
  return exactDecimal(typeCode(value) === TYPE.int ? number : (value as Long));
}

/** A number as a decimal. */
export function decimalOf(value: unknown): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (value instanceof Long) return Decimal128.fromString(value.toString());
  const number = toNumber(value);
  if (typeCode(value) === TYPE.int || !Number.isFinite(number)) return Decimal128.fromString(String(number));
  return Decimal128.fromString(String(Number(number.toPrecision(15))));
}

/**
 * `a + b` or `a * b` of two BSON numbers. An int64 that overflows becomes a double or is refused.
 * @throws CommandError 2 when an int64 overflows and that is refused
 */
export function calculate(
  a: unknown,
  b: unknown,
  operation: Operation,
  overflow: 'refused' | 'double' = 'refused',
): unknown {
  const types = [typeCode(a), typeCode(b)];
  if (types.includes(TYPE.decimal)) return decimal(a, b, operation);
  const inDoubles = (): unknown =>
    doubleOf(operation === 'add' ? toNumber(a) + toNumber(b) : toNumber(a) * toNumber(b));
  if (types.includes(TYPE.double)) return inDoubles();
  const [x, y] = [integer(a), integer(b)];
  const result = operation === 'add' ? x + y : x * y;
  if (!types.includes(TYPE.long) && isInt32(Number(result))) return Number(result);
  if (BigInt.asIntN(64, result) === result) return Long.fromBigInt(result);
  if (overflow === 'double') return inDoubles();
  throw badValue(
    `Failed to apply ${operation === 'add' ? '$inc' : '$mul'} operations to current value: the result does not fit an int64`,
  );
}

export function negate(value: unknown): unknown {
  // 0 - x would lose the sign of a zero, -1 * x the type of the least int64.
  if (typeCode(value) === TYPE.double) return doubleOf(-toNumber(value));
  return calculate(value, -1, 'multiply', 'double');
}

const SIGNIFICANT = 34;

/** `a / b` of two numbers of which one is a decimal; `b` is not zero. */
export function divideDecimals(a: unknown, b: unknown): Decimal128 {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Decimal128.fromString(String(x / y));
  const [left, right] = [exact(a), exact(b)];
  const shift = SIGNIFICANT + 2 + String(right.digits).length;
  const quotient = (left.digits * 10n ** BigInt(shift)) / right.digits;
  return shortened(quotient, left.exponent - right.exponent - shift, left.exponent - right.exponent);
}

/** Without the zeros at the end that an exact quotient does not need. */
function shortened(digits: bigint, exponent: number, most: number): Decimal128 {
  let [short, power] = [digits, exponent];
  while (power < most && short % 10n === 0n) {
    short /= 10n;
    power++;
  }
  return rounded(short, power);
}

/** The remainder of `a / b` with the sign of `a`. */
export function remainderOfDecimals(a: unknown, b: unknown): Decimal128 {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Decimal128.fromString(String(x % y));
  const [left, right] = [exact(a), exact(b)];
  const least = Math.min(left.exponent, right.exponent);
  return rounded(scaled(left, least) % scaled(right, least), least);
}

export type Rounding = 'even' | 'zero' | 'up' | 'down';

/** Rounded to `place` digits after the point (before it, when negative), of the same type where the result fits it. */
export function roundNumber(value: unknown, place: number, mode: Rounding): unknown {
  if (!isNumeric(value) || !Number.isFinite(toNumber(value))) return value;
  const type = typeCode(value);
  const number = exactDecimal(type === TYPE.long || type === TYPE.decimal ? (value as Long) : toNumber(value));
  if (number.exponent >= -place) return value;
  const digits = roundDigits(number.digits, -place - number.exponent, mode);
  if (type === TYPE.decimal) return rounded(digits, -place);
  if (type === TYPE.double) {
    const result = Number(`${digits}e${-place}`);
    return doubleOf(result === 0 && toNumber(value) < 0 ? -0 : result);
  }
  const whole = digits * 10n ** BigInt(-place);
  return type === TYPE.int && isInt32(Number(whole)) ? Number(whole) : Long.fromBigInt(whole);
}

function roundDigits(digits: bigint, dropped: number, mode: Rounding): bigint {
  const unit = 10n ** BigInt(dropped);
  const toZero = digits / unit;
  const rest = digits % unit;
  if (rest === 0n) return toZero;
  const away = toZero + (digits < 0n ? -1n : 1n);
  if (mode === 'zero') return toZero;
  if (mode === 'up') return digits < 0n ? toZero : away;
  if (mode === 'down') return digits < 0n ? away : toZero;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice === unit) return toZero % 2n === 0n ? toZero : away;
  return twice > unit ? away : toZero;
}
