import type { MissingFact } from '../findings/finding.js';
import { type Day, addDays, isWithin, partsOf, weekdayOf } from './day.js';
import { type HolidayYear, holidayYears } from './working-day-table.js';

/** Why a day is worked or not. The first and the last are worked. */
export type DayKind = 'WORKDAY' | 'WEEKEND' | 'HOLIDAY' | 'MAKEUP_WORKDAY';

/** A calendar day that a count passed over, with what shows that it counts or does not. */
export interface PassedDay {
  readonly on: Day;
  readonly kind: DayKind;
  /** The holiday it belongs to or makes up for. */
  readonly label: string | null;
  /** Its place in the count, from 1; null for a day that is not worked. */
  readonly workingDay: number | null;
  /** The announcement of the State Council. */
  readonly source: string;
}

/** What is known of one day: what kind it is, or which fact is missing. */
export type DayKnowledge =
  | (Omit<PassedDay, 'workingDay'> & { readonly determined: true })
  | { readonly determined: false; readonly missing: MissingFact };

/** The day on which a count of working days ends, with every calendar day on the way; or how far it came and what is missing. */
export type WorkingDayCount =
  | { readonly determined: true; readonly lastDay: Day; readonly trace: readonly PassedDay[] }
  | { readonly determined: false; readonly missing: MissingFact; readonly trace: readonly PassedDay[] };

/** What a day is by the table of its year. A year without a table is not guessed at: neither its weekends nor its weekdays. */
export function knowDay(on: Day, years: readonly HolidayYear[] = holidayYears): DayKnowledge {
  const table = years.find(({ year }) => year === partsOf(on).year);
  if (!table) return { determined: false, missing: missingTable(partsOf(on).year) };
  // In all tables, since an announcement may reach into the December before its year (元旦 of 2019 did).
  for (const { breaks, source } of years)
    for (const { label, off, worked } of breaks) {
      if (worked.includes(on)) return { determined: true, on, kind: 'MAKEUP_WORKDAY', label, source: source.number };
      if (isWithin(on, ...off)) return { determined: true, on, kind: 'HOLIDAY', label, source: source.number };
    }
  const kind = weekdayOf(on) > 5 ? 'WEEKEND' : 'WORKDAY';
  return { determined: true, on, kind, label: null, source: table.source.number };
}

/**
 * The n-th working day after an event, whose own day is not counted (AGY-023). Throws a RangeError unless `count` is a whole
 * number of at least one.
 */
export function lastWorkingDayAfter(
  event: Day,
  count: number,
  years: readonly HolidayYear[] = holidayYears,
): WorkingDayCount {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${count} is not a number of working days.`);
  const trace: PassedDay[] = [];
  let worked = 0;
  for (let on = addDays(event, 1); ; on = addDays(on, 1)) {
    const known = knowDay(on, years);
    if (!known.determined) return { determined: false, missing: known.missing, trace };
    const { kind, label, source } = known;
    const counts = kind === 'WORKDAY' || kind === 'MAKEUP_WORKDAY';
    if (counts) worked += 1;
    trace.push({ on, kind, label, workingDay: counts ? worked : null, source });
    if (worked === count) return { determined: true, lastDay: on, trace };
  }
}

function missingTable(year: number): MissingFact {
  return {
    code: 'WORKING_DAY_TABLE',
    message: `尚无${year}年的节假日安排，无法推算工作日`,
    facts: { year },
  };
}
