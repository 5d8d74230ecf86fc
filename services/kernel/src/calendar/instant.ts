import { type Code, type Fault, type Reading, readAs, unreadable } from '../findings/fault.js';
import { type Day, addDays, day, parseDay } from './day.js';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** Asia/Shanghai is UTC+8 without summer time since 15 September 1991; nothing this system records is older. */
const OFFSET_MS = 8 * MS_PER_HOUR;

/** The day that was asked for last: every part of a request asks for the same one. */
let known: { readonly startsAt: number; readonly endsAt: number; readonly day: Day } | undefined;

/** The Shanghai day that an instant falls on. Throws a RangeError on an invalid Date and outside the years of a `Day`. */
export function dayAt(instant: Date): Day {
  const at = instant.getTime();
  if (known && at >= known.startsAt && at < known.endsAt) return known.day;
  const found = day(new Date(at + OFFSET_MS).toISOString().slice(0, 10));
  const startsAt = startOfDay(found).getTime();
  known = { startsAt, endsAt: startsAt + MS_PER_DAY, day: found };
  return found;
}

/** 00:00 in Shanghai: the first instant of the day. */
export function startOfDay(on: Day): Date {
  return new Date(Date.parse(on) - OFFSET_MS);
}

/** 24:00 in Shanghai, the first instant that is no longer part of the day: how last days are stored (RULES.md, deadlines 4). */
export function endOfDay(on: Day): Date {
  return startOfDay(addDays(on, 1));
}

/**
 * Reads an instant of RFC 3339 to the millisecond. Refuses with INVALID_INSTANT: NO_ZONE, FORMAT (24:00, leap seconds,
 * other notations), and what `parseDay` refuses of its day.
 */
export function parseInstant(text: string): Reading<Date> {
  const match = /^([^T]*)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/.exec(text);
  if (!match) return unreadable(fault('FORMAT', '时间应写作“2025-03-20T09:00:00+08:00”的形式'));
  const onDay = parseDay(match[1]!);
  if (!onDay.ok) return unreadable(fault(onDay.faults[0].reason, onDay.faults[0].message));
  if (match[4] === undefined) return unreadable(fault('NO_ZONE', '时间应带时区，如“+08:00”'));
  return readAs(new Date(text));
}

function fault(reason: Code, message: string): Fault {
  return { code: 'INVALID_INSTANT', reason, message, source: 'RFC 3339' };
}
