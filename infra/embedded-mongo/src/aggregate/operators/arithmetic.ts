import { Long } from 'bson';
import {
  calculate,
  divideDecimals,
  doubleOf,
  negate,
  remainderOfDecimals,
  roundNumber,
} from '../../bson/arithmetic.js';
import { compare } from '../../bson/compare.js';
import { isInt32, isNumeric, toNumber, TYPE, typeCode, typeName } from '../../bson/value.js';
import { CommandError, refused, typeMismatch } from '../../errors.js';
import { isNil, type Operator, type Operators, several, single, values } from './operator.js';

const isInteger = (value: unknown): boolean => typeCode(value) === TYPE.int || typeCode(value) === TYPE.long;
const isDecimal = (value: unknown): boolean => typeCode(value) === TYPE.decimal;

/** An operator of one number; null of null. */
const numeric = (apply: (value: unknown, name: string) => unknown): Operator =>
  single((value, name) => {
    if (isNil(value)) return null;
    if (!isNumeric(value)) throw new CommandError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    return apply(value, name);
  });

const notDecimal = (value: unknown, name: string): number => {
  if (isDecimal(value)) throw refused(`${name} of Decimal128`);
  return toNumber(value);
};

/** A function of doubles. `from` and `to`: where it is defined, both included. */
const real = (apply: (n: number) => number, from = -Infinity, to = Infinity): Operator =>
  numeric((value, name) => {
    const n = notDecimal(value, name);
    if (n < from || n > to)
      throw new CommandError(50989, `cannot apply ${name} to ${n}, value must be in [${from},${to}]`);
    return doubleOf(apply(n));
  });

const logarithm = (apply: (n: number) => number, code: number): Operator =>
  numeric((value, name) => {
    const n = notDecimal(value, name);
    if (n <= 0) throw new CommandError(code, `${name}'s argument must be a positive number, but is ${n}`);
    return doubleOf(apply(n));
  });

const pairOfNumbers =
  (apply: (a: unknown, b: unknown) => unknown, code: number): ((pair: unknown[], name: string) => unknown) =>
  ([a, b], name) => {
    if (isNil(a) || isNil(b)) return null;
    if (!isNumeric(a) || !isNumeric(b))
      throw new CommandError(code, `${name} only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
    return apply(a, b);
  };

function add(all: unknown[], name: string): unknown {
  let total: unknown = 0;
  let date = false;
  for (const value of all) {
    if (isNil(value)) return null;
    if (value instanceof Date) {
      if (date) throw typeMismatch('only one date allowed in an $add expression');
      date = true;
    } else if (!isNumeric(value))
      throw typeMismatch(`${name} only supports numeric or date types, not ${typeName(value)}`);
  }
  for (const value of all)
    total = calculate(total, value instanceof Date ? Long.fromNumber(value.getTime()) : value, 'add', 'double');
  return date ? new Date(Math.round(toNumber(total))) : total;
}

function subtract([a, b]: unknown[]): unknown {
  if (isNil(a) || isNil(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - Math.round(toNumber(b)));
  if (!isNumeric(a) || !isNumeric(b)) throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return calculate(a, negate(b), 'add', 'double');
}

function multiply(all: unknown[], name: string): unknown {
  if (all.some(isNil)) return null;
  return all.reduce((product, value) => {
    if (!isNumeric(value)) throw typeMismatch(`${name} only supports numeric types, not ${typeName(value)}`);
    return calculate(product, value, 'multiply', 'double');
  }, 1);
}

function divide(a: unknown, b: unknown): unknown {
  if (compare(b, 0) === 0) throw new CommandError(2, "can't $divide by zero");
  return isDecimal(a) || isDecimal(b) ? divideDecimals(a, b) : doubleOf(toNumber(a) / toNumber(b));
}

function modulo(a: unknown, b: unknown): unknown {
  if (compare(b, 0) === 0) throw new CommandError(16610, "can't $mod by zero");
  if (isDecimal(a) || isDecimal(b)) return remainderOfDecimals(a, b);
  if (!isInteger(a) || !isInteger(b)) return doubleOf(toNumber(a) % toNumber(b));
  if (!(a instanceof Long) && !(b instanceof Long)) return toNumber(a) % toNumber(b) || 0;
  return Long.fromValue(a as Long).mod(Long.fromValue(b as Long));
}

function power(a: unknown, b: unknown): unknown {
  if (isDecimal(a) || isDecimal(b)) throw refused('$pow of Decimal128');
  const [base, exponent] = [toNumber(a), toNumber(b)];
  if (base === 0 && exponent < 0) throw new CommandError(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (!isInteger(a) || !isInteger(b) || exponent < 0) return doubleOf(base ** exponent);
  // Only 0, 1 and -1 have an int64 power beyond the 63rd.
  if (exponent > 63 && Math.abs(base) > 1) return doubleOf(base ** exponent);
  const exact = BigInt(String(a)) ** (exponent > 63 ? BigInt(exponent % 2) + 2n : BigInt(exponent));
  if (BigInt.asIntN(64, exact) !== exact) return doubleOf(Number(exact));
  const wide = a instanceof Long || b instanceof Long || !isInt32(Number(exact));
  return wide ? Long.fromBigInt(exact) : Number(exact);
}

function absolute(value: unknown): unknown {
  if (value instanceof Long && value.equals(Long.MIN_VALUE))
    throw new CommandError(28680, "can't take $abs of long long min");
  return compare(value, 0) < 0 ? negate(value) : Object.is(value, -0) ? doubleOf(0) : value;
}

const rounding =
  (mode: 'even' | 'zero'): ((args: unknown[], name: string) => unknown) =>
  ([value, place], name) => {
    if (isNil(value) || place === null) return null;
    if (!isNumeric(value)) throw new CommandError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    const digits = place === undefined ? 0 : toNumber(place);
    if (!Number.isInteger(digits))
      throw new CommandError(51082, `precision argument to ${name} must be a integral value`);
    if (digits < -20 || digits > 100)
      throw new CommandError(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
    return roundNumber(value, digits, mode);
  };

const bits =
  (start: number, apply: (a: Long, b: Long) => Long): ((all: unknown[], name: string) => unknown) =>
  (all, name) => {
    if (all.some(isNil)) return null;
    const wrong = all.find((value) => !isInteger(value));
    if (wrong !== undefined) throw typeMismatch(`${name} only supports int and long operands, not ${typeName(wrong)}`);
    const result = all.map((value) => Long.fromValue(value as Long)).reduce(apply, Long.fromNumber(start));
    return all.some((value) => value instanceof Long) ? result : result.toInt();
  };

function log([a, b]: unknown[], name: string): unknown {
  if (isNil(a) || isNil(b)) return null;
  if (!isNumeric(a)) throw new CommandError(28756, `$log's argument must be numeric, not ${typeName(a)}`);
  if (!isNumeric(b)) throw new CommandError(28757, `$log's base must be numeric, not ${typeName(b)}`);
  const [n, base] = [notDecimal(a, name), notDecimal(b, name)];
  if (n <= 0) throw new CommandError(28758, `$log's argument must be a positive number, but is ${n}`);
  if (base <= 0 || base === 1)
    throw new CommandError(28759, `$log's base must be a positive number not equal to 1, but is ${base}`);
  return doubleOf(Math.log(n) / Math.log(base));
}

export const arithmeticOperators: Operators = {
  $add: several(add),
  $subtract: values(2, 2, subtract),
  $multiply: several(multiply),
  $divide: values(2, 2, pairOfNumbers(divide, 14)),
  $mod: values(2, 2, pairOfNumbers(modulo, 16611)),
  $pow: values(2, 2, pairOfNumbers(power, 28762)),
  $abs: numeric(absolute),
  $ceil: numeric((value) => roundNumber(value, 0, 'up')),
  $floor: numeric((value) => roundNumber(value, 0, 'down')),
  $round: values(1, 2, rounding('even')),
  $trunc: values(1, 2, rounding('zero')),
  $sqrt: numeric((value, name) => {
    const n = notDecimal(value, name);
    if (n < 0) throw new CommandError(28714, "$sqrt's argument must be greater than or equal to 0");
    return doubleOf(Math.sqrt(n));
  }),
  $exp: real(Math.exp),
  $ln: logarithm(Math.log, 28766),
  $log10: logarithm(Math.log10, 28761),
  $log: values(2, 2, log),
  $sin: real(Math.sin),
  $cos: real(Math.cos),
  $tan: real(Math.tan),
  $asin: real(Math.asin, -1, 1),
  $acos: real(Math.acos, -1, 1),
  $atan: real(Math.atan),
  $atan2: values(
    2,
    2,
    pairOfNumbers((y, x) => doubleOf(Math.atan2(notDecimal(y, '$atan2'), notDecimal(x, '$atan2'))), 51044),
  ),
  $sinh: real(Math.sinh),
  $cosh: real(Math.cosh),
  $tanh: real(Math.tanh),
  $asinh: real(Math.asinh),
  $acosh: real(Math.acosh, 1),
  $atanh: real(Math.atanh, -1, 1),
  $degreesToRadians: real((n) => (n * Math.PI) / 180),
  $radiansToDegrees: real((n) => (n * 180) / Math.PI),
  $bitAnd: several(bits(-1, (a, b) => a.and(b))),
  $bitOr: several(bits(0, (a, b) => a.or(b))),
  $bitXor: several(bits(0, (a, b) => a.xor(b))),
  $bitNot: single((value, name) => {
    if (isNil(value)) return null;
    if (!isInteger(value)) throw typeMismatch(`${name} only supports int and long, not: ${typeName(value)}.`);
    return value instanceof Long ? value.not() : ~toNumber(value);
  }),
  $rand: () => () => Math.random(),
};
