import { typeName } from '../../bson/value.js';
import { CommandError, failedToParse } from '../../errors.js';
import { fromLocal, toLocal, utc } from './date-parts.js';

/** Arithmetic with units of time: added, counted between two moments, and cut off. */

const MILLISECONDS = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const MONTHS = { month: 1, quarter: 3, year: 12 };
export type Unit = keyof typeof MILLISECONDS | keyof typeof MONTHS;

const isMonths = (unit: Unit): unit is keyof typeof MONTHS => unit in MONTHS;
/** Units that a clock in the zone counts; shorter ones are the same everywhere. */
const isCalendar = (unit: Unit): boolean => isMonths(unit) || unit === 'day' || unit === 'week';

/** @throws CommandError 9 for an unknown unit, 5439013 for what is no text */
export function unitOf(value: unknown): Unit {
  if (typeof value !== 'string') throw new CommandError(5439013, `unit must be a string, found ${typeName(value)}`);
  if (value in MILLISECONDS || value in MONTHS) return value as Unit;
  throw failedToParse(`unknown time unit value: ${value}`);
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(value: unknown): number {
  const day = typeof value === 'string' ? value.toLowerCase() : '';
  const at = DAYS.findIndex((name) => name === day || name.slice(0, 3) === day);
  if (at < 0) throw failedToParse(`unknown day of week value: ${String(value)}`);
  return at;
}

export function addUnits(time: number, unit: Unit, amount: number, zone: string): number {
  if (!isCalendar(unit)) return time + amount * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  const local = toLocal(time, zone);
  if (!isMonths(unit)) return fromLocal(local.getTime() + amount * MILLISECONDS[unit as 'day' | 'week'], zone);
  const month = local.getUTCFullYear() * 12 + local.getUTCMonth() + amount * MONTHS[unit];
  const [year, at] = [Math.floor(month / 12), (((month % 12) + 12) % 12) + 1];
  const lastDay = new Date(utc(year, at + 1, 0)).getUTCDate();
  const ofDay = ((local.getTime() % 86_400_000) + 86_400_000) % 86_400_000;
  return fromLocal(utc(year, at, Math.min(local.getUTCDate(), lastDay)) + ofDay, zone);
}

/** The number of the unit that a local time is in, counted from a fixed one. */
function unitNumber(local: Date, unit: Unit, firstDay: number): number {
  if (isMonths(unit)) return Math.floor((local.getUTCFullYear() * 12 + local.getUTCMonth()) / MONTHS[unit]);
  // 1970-01-01 was a Thursday.
  const shift = unit === 'week' ? (4 - firstDay) * MILLISECONDS.day : 0;
  return Math.floor((local.getTime() + shift) / MILLISECONDS[unit]);
}

/** How many boundaries of the unit lie between two moments. */
export function countUnits(start: number, end: number, unit: Unit, zone: string, firstDay: number): number {
  if (isCalendar(unit))
    return unitNumber(toLocal(end, zone), unit, firstDay) - unitNumber(toLocal(start, zone), unit, firstDay);
  if (unit === 'millisecond') return end - start;
  return unitNumber(toLocal(end, zone), unit, firstDay) - unitNumber(toLocal(start, zone), unit, firstDay);
}

/** The start of the bin of `size` units that a moment is in; bins are counted from the start of the year 2000. */
export function cutOff(time: number, unit: Unit, size: number, zone: string, firstDay: number): number {
  const local = toLocal(time, zone);
  if (isMonths(unit)) {
    const months = (local.getUTCFullYear() - 2000) * 12 + local.getUTCMonth();
    const bin = Math.floor(months / (size * MONTHS[unit])) * size * MONTHS[unit];
    return fromLocal(utc(2000 + Math.floor(bin / 12), (((bin % 12) + 12) % 12) + 1, 1), zone);
  }
  const length = size * MILLISECONDS[unit];
  // 2000-01-01 was a Saturday; weeks are counted from the first that begins in 2000.
  const start = utc(2000, 1, 1) + (unit === 'week' ? ((firstDay + 1) % 7) * MILLISECONDS.day : 0);
  if (isCalendar(unit)) return fromLocal(start + Math.floor((local.getTime() - start) / length) * length, zone);
  const origin = fromLocal(start, zone);
  return origin + Math.floor((time - origin) / length) * length;
}
