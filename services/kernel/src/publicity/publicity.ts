import type { Day } from '../calendar/day.js';
import { dayAt } from '../calendar/instant.js';
import { type WorkingDayCount, lastWorkingDayAfter } from '../calendar/working-day.js';
import type { DatedRule } from '../findings/dated-rule.js';
import { type Finding, type RuleOfFinding, finding, undetermined } from '../findings/finding.js';

/** 公示. `endsOn` is the last day, null where the calendar does not reach. */
export interface Publicity {
  readonly publishedAt: Date;
  readonly endsOn: Day | null;
}

/** How many working days publicity takes, the day of publication not counted (PR). */
export interface PublicityTerm extends DatedRule {
  readonly workingDays: number;
}

/** A publicity with its days. */
export interface CountedPublicity {
  readonly publishedOn: Day;
  readonly count: WorkingDayCount;
}

/**
 * The days of a publicity by the term of its first day; null where there is none. They are counted anew, since a calendar
 * announced after the publication may reach where the one before did not.
 */
export function countPublicity(
  publicity: Publicity | null,
  termOn: (publishedOn: Day) => Pick<PublicityTerm, 'workingDays'>,
): CountedPublicity | null {
  if (!publicity) return null;
  const publishedOn = dayAt(publicity.publishedAt);
  return { publishedOn, count: lastWorkingDayAfter(publishedOn, termOn(publishedOn).workingDays) };
}

/** Whether publicity is over on a day, from 00:00 of the day after its last, and so what follows it may be done. */
export function judgePublicityOver(
  rule: RuleOfFinding,
  counted: CountedPublicity | null,
  on: Day,
  follows: string,
): Finding {
  if (!counted) return finding(rule, 'FAIL', '尚未公示');
  const { publishedOn, count } = counted;
  if (!count.determined) return undetermined(rule, count.missing, { publishedOn });
  const facts = { publishedOn, endsOn: count.lastDay };
  return on <= count.lastDay
    ? finding(rule, 'FAIL', `公示至${count.lastDay}24时止，次日起方可${follows}`, facts)
    : finding(rule, 'PASS', `公示已于${count.lastDay}24时期满`, facts);
}

/** Whether someone may object on a day: until 24:00 of the last day of publicity, else PUBLICITY_ENDED. */
export function judgeObjectable(term: RuleOfFinding, counted: CountedPublicity | null, on: Day): Finding {
  const rule = { ...term, code: 'PUBLICITY_ENDED' } as const;
  if (!counted) return finding(rule, 'FAIL', '未在公示');
  const { count } = counted;
  // Where the calendar does not reach, publicity goes on: nobody may lose the right to object by a missing table.
  if (!count.determined || on <= count.lastDay) return finding(rule, 'PASS', '在公示期内');
  return finding(rule, 'FAIL', `公示已于${count.lastDay}24时截止`, { endsOn: count.lastDay });
}
