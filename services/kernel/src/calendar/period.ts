import { type Day, addDays, addMonths, partsOf } from './day.js';

/**
 * How every clock of the system counts, in one place. The notices state no convention; this is our reading (PR) after the
 * general civil count (民法典 200-203), to be confirmed: RULES.md, deadline table and question 19. All days are inclusive:
 * a last day runs to 24:00.
 */
export interface Period {
  readonly years?: number;
  readonly months?: number;
}

/** The last day of a period that an event sets off: the day of the event is not counted (convention 1, 3). */
export function lastDayAfter(event: Day, period: Period): Day {
  return addMonths(event, monthsIn(period));
}

/**
 * The last day of a period whose first day is part of it (conventions 2, 3): the day before the corresponding day; where
 * the month has no corresponding day, the last day of the month.
 */
export function lastDayFrom(first: Day, period: Period): Day {
  const corresponding = addMonths(first, monthsIn(period));
  return partsOf(corresponding).dayOfMonth === partsOf(first).dayOfMonth ? addDays(corresponding, -1) : corresponding;
}

/** The first day of a period that runs out with the given last day: counted back from its 24:00 (convention 5). */
export function firstDayUntil(last: Day, period: Period): Day {
  return addMonths(addDays(last, 1), -monthsIn(period));
}

function monthsIn({ years = 0, months = 0 }: Period): number {
  return years * 12 + months;
}
