import { Binary, Decimal128, Double, Long, ObjectId, Timestamp } from 'bson';
import { decimalOf, doubleOf } from '../../bson/arithmetic.js';
import { compare } from '../../bson/compare.js';
import { isDoc, isNumeric, toNumber, TYPE, TYPE_NAMES, typeCode, typeName } from '../../bson/value.js';
import { CommandError, refused } from '../../errors.js';
import { toObjectId, toText, toUuid } from '../conversions.js';
import { parseDate } from './date-parts.js';
import { type Compiled, isNil, named, type Operator, type Operators, single } from './operator.js';

/** `$convert` and its short forms. Source: MongoDB manual, "$convert". */

const failed = (message: string): CommandError => new CommandError(241, `${message} in $convert with no onError value`);
const unsupported = (value: unknown, to: string): CommandError =>
  failed(`Unsupported conversion from ${typeName(value)} to ${to}`);

function integerText(text: string, to: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw failed(`Failed to parse number '${text}': not a whole number (${to})`);
  return BigInt(text.replace(/^\+/, ''));
}

function whole(value: unknown, to: string, bits: number): bigint {
  let result: bigint;
  if (typeof value === 'boolean') result = value ? 1n : 0n;
  else if (typeof value === 'string') result = integerText(value, to);
  else if (!isNumeric(value)) throw unsupported(value, to);
  else if (value instanceof Long) result = value.toBigInt();
  else {
    const number = toNumber(value);
    if (!Number.isFinite(number)) throw failed('Attempt to convert a number that is not finite to an integer');
    result = value instanceof Decimal128 ? BigInt(decimalWhole(value)) : BigInt(Math.trunc(number));
  }
  if (BigInt.asIntN(bits, result) !== result) throw failed(`Conversion would overflow target type (${to})`);
  return result;
}

function decimalWhole(value: Decimal128): string {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]\d+))?$/.exec(value.toString());
  if (!match) return '0';
  const [, minus = '', digits = '0', fraction = '', power = '0'] = match;
  const point = digits.length + Number(power);
  const all = digits + fraction;
  return minus + (point <= 0 ? '0' : all.slice(0, point).padEnd(point, '0'));
}

function toInt(value: unknown): unknown {
  return Number(whole(value, 'int', 32));
}

function toLong(value: unknown): unknown {
  return value instanceof Date ? Long.fromNumber(value.getTime()) : Long.fromBigInt(whole(value, 'long', 64));
}

function numberText(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && !/^[+-]?(inf|infinity|nan)$/i.test(text))
    throw failed(`Failed to parse number '${text}'`);
  if (/nan/i.test(text)) return NaN;
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}

function toDouble(value: unknown): unknown {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0);
  if (typeof value === 'string') return doubleOf(numberText(value));
  if (value instanceof Date) return doubleOf(value.getTime());
  if (isNumeric(value)) return doubleOf(toNumber(value));
  throw unsupported(value, 'double');
}

function toDecimal(value: unknown): unknown {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (typeof value === 'string') {
    numberText(value);
    return Decimal128.fromStringWithRounding(value);
  }
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (isNumeric(value)) return decimalOf(value);
  throw unsupported(value, 'decimal');
}

function toBool(value: unknown): unknown {
  if (isNumeric(value)) return compare(value, 0) !== 0;
  if (typeof value === 'boolean') return value;
  const others: readonly number[] = [TYPE.string, TYPE.objectId, TYPE.date, TYPE.timestamp, TYPE.binData];
  if (others.includes(typeCode(value)) || isDoc(value) || Array.isArray(value)) return true;
  throw unsupported(value, 'bool');
}

function toDate(value: unknown): unknown {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  if (typeof value === 'string') return parseDate(value, undefined);
  if (isNumeric(value) && typeCode(value) !== TYPE.int) return new Date(Math.trunc(toNumber(value)));
  throw unsupported(value, 'date');
}

function toBinary(value: unknown): unknown {
  return value instanceof Binary ? value : toUuid(value);
}

const TARGETS = new Map<string, (value: unknown) => unknown>([
  ['double', toDouble],
  ['string', toText],
  ['objectId', toObjectId],
  ['bool', toBool],
  ['date', toDate],
  ['int', toInt],
  ['long', toLong],
  ['decimal', toDecimal],
]);

/** The type that `to` names: by name, by code, or `{ type, subtype }`. */
function targetOf(to: unknown): (value: unknown) => unknown {
  const type = isDoc(to) ? to['type'] : to;
  if (typeof type !== 'string' && !isNumeric(type))
    throw new CommandError(9, `$convert's 'to' argument must be a string or number, but is ${typeName(type)}`);
  const name = typeof type === 'string' ? type : TYPE_NAMES.get(toNumber(type));
  if (name === undefined || (typeof type === 'string' && !(type in TYPE)))
    throw new CommandError(2, `Unknown type name: ${String(type)}`);
  const convert = TARGETS.get(name);
  if (convert) return convert;
  if (name === 'binData' && isDoc(to) && toNumber(to['subtype'] ?? 0) === Binary.SUBTYPE_UUID) return toBinary;
  if (name === 'binData') throw refused('$convert to binData other than a UUID');
  return (value) => {
    if (typeCode(value) === TYPE[name as keyof typeof TYPE]) return value;
    throw unsupported(value, name);
  };
}

const convert: Operator = named(['input', 'to'], ['onError', 'onNull', 'format', 'byteOrder', 'base'], (given) => {
  if (given['byteOrder'] || given['base']) throw refused("$convert with 'byteOrder' or 'base'");
  return (scope) => {
    const value = (given['input'] as Compiled)(scope);
    if (isNil(value)) return given['onNull'] ? given['onNull'](scope) : null;
    const to = (given['to'] as Compiled)(scope);
    if (isNil(to)) return null;
    const target = targetOf(to);
    try {
      return target(value);
    } catch (error) {
      if (!given['onError'] || !(error instanceof CommandError) || error.code !== 241) throw error;
      return given['onError'](scope);
    }
  };
});

const short = (apply: (value: unknown) => unknown): Operator => single((value) => (isNil(value) ? null : apply(value)));

export const convertOperators: Operators = {
  $convert: convert,
  $toInt: short(toInt),
  $toLong: short(toLong),
  $toDouble: short(toDouble),
  $toDecimal: short(toDecimal),
  $toBool: short(toBool),
  $toDate: short(toDate),
  $toString: short(toText),
  $toObjectId: short(toObjectId),
  $toUUID: short(toBinary),
  $type: single((value) => typeName(value)),
  $isNumber: single((value) => isNumeric(value)),
};
