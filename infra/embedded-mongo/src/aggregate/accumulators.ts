import { Decimal128, Long } from 'bson';
import { calculate, divideDecimals, doubleOf } from '../bson/arithmetic.js';
import { compare } from '../bson/compare.js';
import { keyOf } from '../bson/key.js';
import { type Doc, isDoc, isInt32, isNumeric, toNumber, TYPE, typeCode, typeName } from '../bson/value.js';
import { badValue, CommandError, refused } from '../errors.js';
import { mergeObjects as mergeInto } from './operators/objects.js';

/** The states of accumulators: values in one by one, the result at any time. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

/** Whole numbers exactly, doubles with the error of each step carried along, as MongoDB adds them. */
export function sum(): Accumulator {
  let whole = 0n;
  let small = 0;
  let wide = false;
  let doubles = false;
  let [high, low, plain] = [0, 0, 0];
  let decimal: unknown;
  const addDouble = (n: number): void => {
    doubles = true;
    plain += n;
    const total = high + n;
    const part = total - high;
    low += high - (total - part) + (n - part);
    high = total;
  };
  const wholeTotal = (): bigint => whole + BigInt(small);
  return {
    add(value) {
      if (typeof value === 'number' && isInt32(value)) {
        small += value;
        if (!Number.isSafeInteger(small * 2)) {
          whole += BigInt(small);
          small = 0;
        }
      } else if (!isNumeric(value)) return;
      else if (value instanceof Long) {
        wide = true;
        whole += value.toBigInt();
      } else if (value instanceof Decimal128)
        decimal = decimal === undefined ? value : calculate(decimal, value, 'add');
      else addDouble(toNumber(value));
    },
    result() {
      const total = wholeTotal();
      const fits = BigInt.asIntN(64, total) === total;
      const withDoubles = Number.isFinite(high) ? high + (low + Number(total)) : plain;
      if (decimal !== undefined) {
        const rest = doubles || !fits ? doubleOf(withDoubles) : Long.fromBigInt(total);
        return calculate(decimal, rest, 'add');
      }
      if (doubles || !fits) return doubleOf(withDoubles);
      return !wide && isInt32(Number(total)) ? Number(total) : Long.fromBigInt(total);
    },
  };
}

export function average(): Accumulator {
  const total = sum();
  let count = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      count++;
      total.add(value);
    },
    result() {
      if (count === 0) return null;
      const whole = total.result();
      return whole instanceof Decimal128 ? divideDecimals(whole, count) : doubleOf(toNumber(whole) / count);
    },
  };
}

export function extreme(wins: (order: number) => boolean): Accumulator {
  let best: unknown = null;
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (best === null || wins(compare(value, best))) best = value;
    },
    result: () => best,
  };
}

export function first(): Accumulator {
  let value: unknown;
  let seen = false;
  return {
    add(next) {
      if (!seen) value = next;
      seen = true;
    },
    result: () => value ?? null,
  };
}

export function last(): Accumulator {
  let value: unknown;
  return {
    add(next) {
      value = next;
    },
    result: () => value ?? null,
  };
}

export function push(): Accumulator {
  const items: unknown[] = [];
  return {
    add(value) {
      if (value !== undefined) items.push(value);
    },
    result: () => items,
  };
}

export function addToSet(): Accumulator {
  const items = new Map<string, unknown>();
  return {
    add(value) {
      if (value === undefined) return;
      const key = keyOf(value).toString('latin1');
      if (!items.has(key)) items.set(key, value);
    },
    result: () => [...items.values()],
  };
}

export function mergeObjects(): Accumulator {
  const merged: Doc = {};
  return {
    add: (value) => mergeInto(merged, value),
    result: () => merged,
  };
}

export function deviation(sample: boolean): Accumulator {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      if (value instanceof Decimal128) throw refused('$stdDevPop and $stdDevSamp of Decimal128');
      const number = toNumber(value);
      count++;
      const delta = number - mean;
      mean += delta / count;
      squares += delta * (number - mean);
    },
    result() {
      const divisor = sample ? count - 1 : count;
      return divisor > 0 ? doubleOf(Math.sqrt(squares / divisor)) : null;
    },
  };
}

export function count(): Accumulator {
  let documents = 0;
  return {
    add() {
      documents++;
    },
    result: () => documents,
  };
}

/** `$median` and `$percentile`: `{ input, method, p? }`, by the method of the nearest rank. */
export function percentiles(name: string, operand: unknown, constant: (expression: unknown) => unknown): Accumulator {
  const known = name === '$median' ? ['input', 'method'] : ['input', 'method', 'p'];
  if (!isDoc(operand)) throw new CommandError(7436100, `${name} requires an object as its argument`);
  for (const field of Object.keys(operand))
    if (!known.includes(field)) throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
  for (const field of known)
    if (!(field in operand))
      throw new CommandError(40414, `BSON field '${name}.${field}' is missing but a required field`);
  if (operand['method'] !== 'approximate')
    throw badValue("Currently only 'approximate' can be used as percentile 'method'.");
  const wanted = name === '$median' ? [0.5] : constant(operand['p']);
  const shares = Array.isArray(wanted) ? wanted.map(toNumber) : [];
  if (shares.length === 0 || shares.some((share) => !(share >= 0 && share <= 1)))
    throw new CommandError(7750301, "'p' must be a non-empty array of numbers in the range [0.0, 1.0]");
  const numbers: number[] = [];
  return {
    add(value) {
      if (typeCode(value) === TYPE.decimal) throw refused(`${name} of ${typeName(value)}`);
      if (isNumeric(value)) numbers.push(toNumber(value));
    },
    result() {
      const sorted = [...numbers].sort((a, b) => a - b);
      const at = (share: number): unknown =>
        sorted.length === 0 ? null : doubleOf(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number);
      return name === '$median' ? at(0.5) : shares.map(at);
    },
  };
}
