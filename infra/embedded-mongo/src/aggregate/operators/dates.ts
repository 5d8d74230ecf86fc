import { Long } from 'bson';
import { isDoc, isNumeric, toNumber, typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';
import { formatDate, readDate } from './date-format.js';
import {
  dayOfYear,
  fromLocal,
  isoDay,
  isoWeek,
  parseDate,
  timeOf,
  toLocal,
  utc,
  weekOfYear,
  zoneOf,
} from './date-parts.js';
import { addUnits, countUnits, cutOff, unitOf, weekdayOf } from './date-units.js';
import { type Compiled, isNil, type Named, named, type Operator, type Operators, type Scope } from './operator.js';

/** The values of named operands; null where one that is given is null or missing. */
function given(parts: Named, scope: Scope, except: readonly string[] = []): Map<string, unknown> | null {
  const found = new Map<string, unknown>();
  for (const [name, part] of Object.entries(parts)) {
    if (except.includes(name)) continue;
    const value = part(scope);
    if (isNil(value)) return null;
    found.set(name, value);
  }
  return found;
}

const zoneIn = (found: ReadonlyMap<string, unknown>): string =>
  found.has('timezone') ? zoneOf(found.get('timezone')) : 'UTC';

/** One part of a date: of `{ date, timezone }`, or of a date alone. */
const part = (read: (local: Date) => unknown): Operator => {
  const full = named(['date'], ['timezone'], (parts) => (scope) => {
    const found = given(parts, scope);
    return found && read(toLocal(timeOf(found.get('date')), zoneIn(found)));
  });
  return (operand, compile, name) => {
    const alone: unknown = Array.isArray(operand) ? operand[0] : operand;
    if (Array.isArray(operand) && operand.length !== 1)
      throw new CommandError(
        40536,
        `${name} accepts exactly one argument if given an array, but was given ${operand.length}`,
      );
    const spec = isDoc(alone) && Object.keys(alone)[0]?.startsWith('$') !== true ? alone : { date: alone };
    return full(spec, compile, name);
  };
};

const toText = named(['date'], ['format', 'timezone', 'onNull'], (parts) => (scope) => {
  const date = (parts['date'] as Compiled)(scope);
  if (isNil(date)) return parts['onNull'] ? parts['onNull'](scope) : null;
  const found = given(parts, scope, ['date', 'onNull']);
  if (!found) return null;
  const zone = zoneIn(found);
  const format =
    found.get('format') ?? (zone === 'UTC' || zone === 'GMT' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L');
  if (typeof format !== 'string')
    throw new CommandError(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format)}`);
  return formatDate(timeOf(date), format, zone);
});

const fromText = named(['dateString'], ['format', 'timezone', 'onError', 'onNull'], (parts) => (scope) => {
  const text = (parts['dateString'] as Compiled)(scope);
  if (isNil(text)) return parts['onNull'] ? parts['onNull'](scope) : null;
  try {
    const found = given(parts, scope, ['dateString', 'onNull', 'onError']);
    if (!found) return null;
    if (typeof text !== 'string')
      throw new CommandError(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
    const zone = found.has('timezone') ? zoneOf(found.get('timezone')) : undefined;
    const format = found.get('format');
    if (format === undefined) return parseDate(text, zone);
    if (typeof format !== 'string')
      throw new CommandError(40684, `$dateFromString requires that 'format' be a string, found: ${typeName(format)}`);
    return readDate(text, format, zone);
  } catch (error) {
    if (!parts['onError'] || !(error instanceof CommandError) || error.code !== 241) throw error;
    return parts['onError'](scope);
  }
});

function whole(value: unknown, name: string): number {
  const number = toNumber(value);
  if (!isNumeric(value) || !Number.isInteger(number))
    throw new CommandError(40515, `'${name}' must evaluate to an integer, found ${typeName(value)}`);
  if (Math.abs(number) > 32_767) throw new CommandError(31034, `'${name}' must be between -32768 and 32767`);
  return number;
}

const fromParts: Operator = (operand, compile, name) => {
  const iso = isDoc(operand) && 'isoWeekYear' in operand;
  const clock = ['hour', 'minute', 'second', 'millisecond', 'timezone'];
  const required = [iso ? 'isoWeekYear' : 'year'];
  const days = iso ? ['isoWeek', 'isoDayOfWeek'] : ['month', 'day'];
  if (isDoc(operand) && !iso && !('year' in operand))
    throw new CommandError(40516, `$dateFromParts requires either 'year' or 'isoWeekYear' to be present`);
  return named(required, [...days, ...clock], (parts) => (scope) => {
    const found = given(parts, scope);
    if (!found) return null;
    const value = (field: string, otherwise: number): number =>
      found.has(field) ? whole(found.get(field), field) : otherwise;
    const year = value(required[0] as string, 0);
    if (year < 1 || year > 9999)
      throw new CommandError(
        40523,
        `'${required[0] as string}' must evaluate to an integer in the range 1 to 9999, found ${year}`,
      );
    const time = utc(1970, 1, 1, value('hour', 0), value('minute', 0), value('second', 0), value('millisecond', 0));
    if (!iso) return new Date(fromLocal(utc(year, value('month', 1), value('day', 1)) + time, zoneIn(found)));
    const fourth = new Date(utc(year, 1, 4));
    const offset = (value('isoWeek', 1) - 1) * 7 + value('isoDayOfWeek', 1) - isoDay(fourth);
    return new Date(fromLocal(fourth.getTime() + offset * 86_400_000 + time, zoneIn(found)));
  })(operand, compile, name);
};

const toParts = named(['date'], ['timezone', 'iso8601'], (parts) => (scope) => {
  const found = given(parts, scope);
  if (!found) return null;
  const local = toLocal(timeOf(found.get('date')), zoneIn(found));
  const iso = found.get('iso8601') === true;
  const { year, week } = isoWeek(local);
  return {
    ...(iso
      ? { isoWeekYear: year, isoWeek: week, isoDayOfWeek: isoDay(local) }
      : { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() }),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
});

const moved = (sign: 1 | -1): Operator =>
  named(['startDate', 'unit', 'amount'], ['timezone'], (parts, name) => (scope) => {
    const found = given(parts, scope);
    if (!found) return null;
    const amount = toNumber(found.get('amount'));
    if (!Number.isInteger(amount)) throw new CommandError(5166405, `${name} expects integer amount of time units`);
    return new Date(addUnits(timeOf(found.get('startDate')), unitOf(found.get('unit')), sign * amount, zoneIn(found)));
  });

const firstDay = (found: ReadonlyMap<string, unknown>): number =>
  found.has('startOfWeek') ? weekdayOf(found.get('startOfWeek')) : 0;

const difference = named(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], (parts) => (scope) => {
  const found = given(parts, scope);
  if (!found) return null;
  const [start, end] = [timeOf(found.get('startDate')), timeOf(found.get('endDate'))];
  return Long.fromNumber(countUnits(start, end, unitOf(found.get('unit')), zoneIn(found), firstDay(found)));
});

const truncated = named(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (parts) => (scope) => {
  const found = given(parts, scope);
  if (!found) return null;
  const size = found.has('binSize') ? toNumber(found.get('binSize')) : 1;
  if (!Number.isInteger(size) || size < 1)
    throw new CommandError(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`);
  return new Date(cutOff(timeOf(found.get('date')), unitOf(found.get('unit')), size, zoneIn(found), firstDay(found)));
});

export const dateOperators: Operators = {
  $year: part((date) => date.getUTCFullYear()),
  $month: part((date) => date.getUTCMonth() + 1),
  $dayOfMonth: part((date) => date.getUTCDate()),
  $dayOfWeek: part((date) => date.getUTCDay() + 1),
  $dayOfYear: part(dayOfYear),
  $week: part(weekOfYear),
  $isoDayOfWeek: part(isoDay),
  $isoWeek: part((date) => isoWeek(date).week),
  $isoWeekYear: part((date) => Long.fromNumber(isoWeek(date).year)),
  $hour: part((date) => date.getUTCHours()),
  $minute: part((date) => date.getUTCMinutes()),
  $second: part((date) => date.getUTCSeconds()),
  $millisecond: part((date) => date.getUTCMilliseconds()),
  $dateToString: toText,
  $dateFromString: fromText,
  $dateFromParts: fromParts,
  $dateToParts: toParts,
  $dateAdd: moved(1),
  $dateSubtract: moved(-1),
  $dateDiff: difference,
  $dateTrunc: truncated,
};
