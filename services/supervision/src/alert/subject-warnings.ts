import {
  type Day,
  type DistrictCode,
  addDays,
  day,
  daysBetween,
  districts,
  holidayYears,
  isWithin,
} from '@shanghai/kernel';
import { territorialFactsOf } from '../subject/subject-rules.js';
import type { Subject, SubjectFiling } from '../subject/subject.js';
import { scopeRowsOf } from '../territory/scope-rules.js';
import { thresholdOn } from './alert-rules.js';
import type { Warning } from './alert.js';

/** The districts that supervise a subject on a day, in the order of their codes. */
export function districtsOn(subject: Subject, on: Day): readonly DistrictCode[] {
  const facts = territorialFactsOf(subject);
  const rows = facts ? scopeRowsOf(facts).filter(({ from, to }) => isWithin(on, from, to)) : [];
  return [...new Set(rows.map(({ district }) => district))].sort();
}

/** What the warnings of a subject are about, whether there are any or not. */
export function aboutSubject({ filings }: Subject): readonly string[] {
  return filings.map(({ filingId }) => aboutFiling(filingId));
}

/** What is wrong with a subject on a day, as far as it can be told from it alone. */
export function subjectWarnings(subject: Subject, on: Day): readonly Warning[] {
  return subject.filings.flatMap((filing) => filingLapsing(subject, filing, on) ?? []);
}

function aboutFiling(id: string): string {
  return `filing/${id}`;
}

/** FIL-001: a filing ends with its last period; one that was ended otherwise lapses no more, and one that has lapsed is no warning. */
function filingLapsing(subject: Subject, { filingId, facts }: SubjectFiling, on: Day): Warning | null {
  const last = facts.periods
    .map(({ to }) => to)
    .sort()
    .at(-1);
  const ahead = thresholdOn('FILING_LAPSING', '提前', on);
  if (!last || facts.termination || last < on || last > addDays(on, ahead)) return null;
  return {
    rule: 'FILING_LAPSING',
    about: aboutFiling(filingId),
    cause: last,
    agencyId: subject._id,
    districts: districtsOn(subject, on),
    value: `${last}到期，剩余${daysBetween(on, last)}天`,
    expected: `到期前${ahead}天以上完成延续`,
    evidence: [
      { kind: 'FILING', id: filingId },
      { kind: 'AGENCY', id: subject._id },
    ],
    text: `${subject.body?.name ?? '该机构'}的备案将于${last}到期，尚未延续。`,
  };
}

/** Until when working days can be counted: a year without its announcement is not guessed. */
export function calendarWarnings(on: Day, years = holidayYears): readonly Warning[] {
  const year = Math.max(...years.map((one) => one.year));
  const last = day(`${year}-12-31`);
  const ahead = thresholdOn('CALENDAR_HORIZON', '提前', on);
  if (last > addDays(on, ahead)) return [];
  return [
    {
      rule: 'CALENDAR_HORIZON',
      about: CALENDAR,
      cause: last,
      agencyId: null,
      districts: districts.map(({ code }) => code),
      value: `工作日历至${last}`,
      expected: `至少覆盖今后${ahead}天`,
      evidence: [{ kind: 'CALENDAR', id: String(year) }],
      text: `已公布的工作日历只到${last}，其后的工作日期限不能推算。`,
    },
  ];
}

/** What the warning of the calendar is about. */
export const CALENDAR = 'calendar';
