import { ObjectId, Timestamp } from 'bson';
import { typeName } from '../../bson/value.js';
import { CommandError } from '../../errors.js';

/** Dates in time zones. A local date is a Date whose UTC fields are what a clock on the wall there shows. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        calendar: 'iso8601',
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw new CommandError(40485, `unrecognized time zone identifier: "${zone}"`);
    }
    formats.set(zone, format);
  }
  return format;
}

/** Milliseconds that clocks in the zone are ahead of UTC at a moment. @throws CommandError 40485 for an unknown zone */
export function offsetAt(time: number, zone: string): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = utc(part('year'), part('month'), part('day'), part('hour'), part('minute'), part('second'), 0);
  return wall - (time - (((time % 1000) + 1000) % 1000));
}

/** `Date.UTC` that takes the years 0 to 99 as they are, and months from 1. */
export function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, ms = 0): number {
  const date = new Date(Date.UTC(2000, 0, 1, hour, minute, second, ms));
  const carried = date.getTime() - Date.UTC(2000, 0, 1);
  return new Date(0).setUTCFullYear(year, month - 1, day) + carried;
}

export function toLocal(time: number, zone: string): Date {
  return new Date(time + offsetAt(time, zone));
}

/** The moment at which clocks in the zone show a local time; the later offset where they show it twice. */
export function fromLocal(local: number, zone: string): number {
  const guess = local - offsetAt(local, zone);
  return local - offsetAt(guess, zone);
}

/** The moment of a date, an ObjectId or a timestamp. @throws CommandError 16006 for anything else */
export function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.t * 1000;
  throw new CommandError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

/** @throws CommandError 40517 or 40485 */
export function zoneOf(value: unknown): string {
  if (typeof value !== 'string')
    throw new CommandError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  offsetAt(0, value);
  return value;
}

const DAY = 86_400_000;

export const dayOfYear = (local: Date): number =>
  Math.floor((local.getTime() - utc(local.getUTCFullYear(), 1, 1)) / DAY) + 1;

/** Weeks begin on Sundays; the days before the first Sunday are week 0. */
export const weekOfYear = (local: Date): number => Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7);

/** 1 for Monday to 7 for Sunday. */
export const isoDay = (local: Date): number => local.getUTCDay() || 7;

/** The year and week that the Thursday of this week is in. */
export function isoWeek(local: Date): { year: number; week: number } {
  const thursday = new Date(local.getTime() + (4 - isoDay(local)) * DAY);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

const ISO =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{0,2})?$/i;

export const badDate = (text: string, why: string): CommandError =>
  new CommandError(241, `Error parsing date string '${text}'; ${why}`);

/** A date as ISO 8601 writes it. `zone` counts where the text has none. @throws CommandError 241 */
export function parseDate(text: string, zone: string | undefined): Date {
  const match = ISO.exec(text.trim());
  if (!match) throw badDate(text, 'it is not of a form that embedded-mongo reads');
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction = '0', written] = match;
  if (written !== undefined && zone !== undefined)
    throw badDate(
      text,
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    );
  const fields = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const most = [9999, 12, 31, 23, 59, 59];
  if (fields.some((field, i) => field > (most[i] as number)) || fields[1] < 1 || fields[2] < 1)
    throw badDate(text, 'a part of it is out of range');
  const local = utc(...fields, Math.trunc(Number(`0.${fraction}`) * 1000));
  return new Date(
    fromLocal(local, (written ?? zone ?? 'UTC').toUpperCase() === 'Z' ? 'UTC' : (written ?? zone ?? 'UTC')),
  );
}
