import { CommandError } from '../../errors.js';
import { badDate, dayOfYear, fromLocal, isoDay, isoWeek, offsetAt, utc, weekOfYear } from './date-parts.js';

/** The formats of `$dateToString` and `$dateFromString`. Source: MongoDB manual, "Format Specifiers". */

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${pad(size % 60, 2)}`;
}

type Write = (local: Date, offsetMinutes: number) => string;

const WRITE = new Map<string, Write>([
  ['%', () => '%'],
  ['d', (date) => pad(date.getUTCDate(), 2)],
  ['G', (date) => pad(isoWeek(date).year, 4)],
  ['H', (date) => pad(date.getUTCHours(), 2)],
  ['j', (date) => pad(dayOfYear(date), 3)],
  ['L', (date) => pad(date.getUTCMilliseconds(), 3)],
  ['m', (date) => pad(date.getUTCMonth() + 1, 2)],
  ['M', (date) => pad(date.getUTCMinutes(), 2)],
  ['S', (date) => pad(date.getUTCSeconds(), 2)],
  ['u', (date) => String(isoDay(date))],
  ['w', (date) => String(date.getUTCDay() + 1)],
  ['U', (date) => pad(weekOfYear(date), 2)],
  ['V', (date) => pad(isoWeek(date).week, 2)],
  ['Y', (date) => pad(date.getUTCFullYear(), 4)],
  ['z', (_date, offset) => offsetText(offset)],
  ['Z', (_date, offset) => String(offset)],
  ['b', (date) => (MONTHS[date.getUTCMonth()] as string).slice(0, 3)],
  ['B', (date) => MONTHS[date.getUTCMonth()] as string],
]);

/** @throws CommandError 18535 or 18536 for a format with an unknown specifier */
export function formatDate(time: number, format: string, zone: string): string {
  const offset = offsetAt(time, zone);
  const local = new Date(time + offset);
  return format.replace(/%(.?)/gs, (_, letter: string) => {
    if (letter === '') throw new CommandError(18535, "Unmatched '%' at end of format string");
    const write = WRITE.get(letter);
    if (!write) throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
    return write(local, offset / 60_000);
  });
}

const READ = new Map<string, string>([
  ['%', '%'],
  ['d', '(?<day>\\d{1,2})'],
  ['G', '(?<isoYear>\\d{4})'],
  ['H', '(?<hour>\\d{1,2})'],
  ['j', '(?<yearDay>\\d{1,3})'],
  ['L', '(?<ms>\\d{1,3})'],
  ['m', '(?<month>\\d{1,2})'],
  ['M', '(?<minute>\\d{1,2})'],
  ['S', '(?<second>\\d{1,2})'],
  ['u', '(?<isoDay>[1-7])'],
  ['V', '(?<isoWeek>\\d{1,2})'],
  ['Y', '(?<year>\\d{4})'],
  ['z', '(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})'],
  ['Z', '(?<offset>[+-]?\\d{1,4})'],
  ['b', `(?<monthName>${MONTHS.map((name) => name.slice(0, 3)).join('|')})`],
  ['B', `(?<monthName>${MONTHS.join('|')})`],
]);

/** A text in a format. `zone` counts where the text has none. @throws CommandError 241, or 18536 for the format */
export function readDate(text: string, format: string, zone: string | undefined): Date {
  const pattern = format.replace(/%(.?)|[\\^$.*+?()[\]{}|/]/gs, (part: string, letter: string | undefined) => {
    if (letter === undefined) return `\\${part}`;
    const read = READ.get(letter);
    if (read === undefined) throw new CommandError(18536, `Invalid format character '${part}' in format string`);
    return read;
  });
  const groups = new RegExp(`^${pattern}$`, 'i').exec(text)?.groups;
  if (!groups && !new RegExp(`^${pattern}$`, 'i').test(text)) throw badDate(text, 'it does not match the format');
  const local = localTime(text, groups ?? {});
  if ((groups?.['zone'] ?? groups?.['offset']) !== undefined && zone !== undefined)
    throw badDate(text, 'it has a time zone of its own beside the timezone argument');
  if (groups?.['offset'] !== undefined) return new Date(local - Number(groups['offset']) * 60_000);
  return new Date(
    fromLocal(
      local,
      (groups?.['zone'] ?? zone ?? 'UTC').toUpperCase() === 'Z' ? 'UTC' : (groups?.['zone'] ?? zone ?? 'UTC'),
    ),
  );
}

function localTime(text: string, groups: Readonly<Record<string, string | undefined>>): number {
  const part = (name: string, otherwise: number): number =>
    groups[name] === undefined ? otherwise : Number(groups[name]);
  const clock = [part('hour', 0), part('minute', 0), part('second', 0), part('ms', 0)] as const;
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 59) throw badDate(text, 'its time is out of range');
  if (groups['isoYear'] !== undefined) {
    const fourth = new Date(utc(part('isoYear', 0), 1, 4));
    const monday = fourth.getTime() - (isoDay(fourth) - 1) * 86_400_000;
    return monday + ((part('isoWeek', 1) - 1) * 7 + part('isoDay', 1) - 1) * 86_400_000 + utc(1970, 1, 1, ...clock);
  }
  if (groups['year'] === undefined) throw badDate(text, 'it has no year');
  if (groups['yearDay'] !== undefined) return utc(part('year', 0), 1, part('yearDay', 1), ...clock);
  const named = groups['monthName']?.slice(0, 3).toLowerCase();
  const month =
    named === undefined ? part('month', 1) : MONTHS.findIndex((name) => name.toLowerCase().startsWith(named)) + 1;
  const day = part('day', 1);
  if (month < 1 || month > 12 || day < 1 || new Date(utc(part('year', 0), month, day)).getUTCMonth() !== month - 1)
    throw badDate(text, 'there is no such day');
  return utc(part('year', 0), month, day, ...clock);
}
