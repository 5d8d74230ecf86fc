import { type Day, addDays } from './day.js';
import { type HolidayYear, holidayYears } from './working-day-table.js';
import { knowDay } from './working-day.js';

/**
 * How many working days are left from a day, that day not counted, to the day on which something falls due, that day
 * included. Null when it is past, and where the calendar does not reach.
 */
export function workingDaysLeft(on: Day, asOf: Day, years: readonly HolidayYear[] = holidayYears): number | null {
  if (on < asOf) return null;
  let left = 0;
  for (let next = addDays(asOf, 1); next <= on; next = addDays(next, 1)) {
    const known = knowDay(next, years);
    if (!known.determined) return null;
    if (known.kind === 'WORKDAY' || known.kind === 'MAKEUP_WORKDAY') left += 1;
  }
  return left;
}
