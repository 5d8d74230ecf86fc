import { type Code, type Fault, type Reading, readAs, unreadable } from '../findings/fault.js';

declare const dayBrand: unique symbol;

/**
 * A calendar day in Shanghai, as ISO 8601 writes it: 2025-03-20. Such texts sort and compare as days do (`<`, `===`).
 * Read days lie between 1900 and 2999, so that no period of the notices leads out of the years that have four digits.
 */
export type Day = string & { readonly [dayBrand]: true };

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const MS_PER_DAY = 86_400_000;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;

/**
 * Reads YYYY-MM-DD and nothing else. Refuses with INVALID_DAY: FORMAT (other notations, serial numbers, times, full-width
 * digits, years of five digits), NOT_IN_CALENDAR (30 February, month 13), OUT_OF_RANGE (before 1900, after 2999).
 */
export function parseDay(text: string): Reading<Day> {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return unreadable(fault('FORMAT', '日期应写作“2025-03-20”的形式'));
  const [year, month, dayOfMonth] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month))
    return unreadable(fault('NOT_IN_CALENDAR', '日历上没有这一天'));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return unreadable(fault('OUT_OF_RANGE', `年份应在${FIRST_YEAR}年至${LAST_YEAR}年之间`));
  return readAs(text as Day);
}

/** A day written in code, or read from where only days are kept. Throws a RangeError when it is none: a mistake of ours. */
export function day(text: string): Day {
  const reading = parseDay(text);
  if (!reading.ok) throw new RangeError(`${JSON.stringify(text)} is not a day.`);
  return reading.value;
}

/** Year, month (1-12) and day of the month. */
export function partsOf(on: Day): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  return { year: Number(on.slice(0, 4)), month: Number(on.slice(5, 7)), dayOfMonth: Number(on.slice(8)) };
}

export function weekdayOf(on: Day): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((ordinal(on) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** Days of a month (1-12), Gregorian. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day so many days later, or earlier when negative. */
export function addDays(on: Day, days: number): Day {
  return dayOfOrdinal(ordinal(on) + whole(days));
}

/** The corresponding day so many months later, or the last day of that month where it has no such day (RULES.md, deadlines 3). */
export function addMonths(on: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOf(on);
  const count = year * 12 + (month - 1) + whole(months);
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return dayOfOrdinal(Date.UTC(toYear, toMonth - 1, Math.min(dayOfMonth, daysInMonth(toYear, toMonth))) / MS_PER_DAY);
}

/** As twelve months each: 29 February becomes the 28th where the year has none. */
export function addYears(on: Day, years: number): Day {
  return addMonths(on, whole(years) * 12);
}

/** How many days later `to` is; negative when it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return ordinal(to) - ordinal(from);
}

/** Whole months from one day to another that is not earlier: the most that `addMonths` may add without passing `to`. */
export function monthsBetween(from: Day, to: Day): number {
  if (to < from) throw new RangeError(`${to} is before ${from}.`);
  const [a, b] = [partsOf(from), partsOf(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  return addMonths(from, months) > to ? months - 1 : months;
}

/** Whole years, the anniversary included. Of a birth: the age, the birthday itself counting (EVL-001). */
export function yearsBetween(from: Day, to: Day): number {
  return Math.floor(monthsBetween(from, to) / 12);
}

/** For sorting. */
export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a day lies in a range, both ends included, as the notices print their windows. No end: without limit. */
export function isWithin(on: Day, from: Day, to: Day | null): boolean {
  return from <= on && (to === null || on <= to);
}

function fault(reason: Code, message: string): Fault {
  return { code: 'INVALID_DAY', reason, message, source: 'ISO 8601' };
}

/** Days since 1970-01-01. */
function ordinal(on: Day): number {
  return Date.parse(on) / MS_PER_DAY;
}

function dayOfOrdinal(days: number): Day {
  const date = new Date(days * MS_PER_DAY);
  const year = date.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) throw new RangeError('The day lies outside the years that have four digits.');
  return date.toISOString().slice(0, 10) as Day;
}

function whole(count: number): number {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${count} is not a whole number of days, months or years.`);
  return count;
}
