import { type Day, addDays, isWithin } from '@shanghai/kernel';
import type { SubjectState } from '../dashboard/district-dashboard.js';
import type { StoredSubject, SubjectFiling } from '../subject/subject.js';
import { CITY, NEVER, type Tally, tally } from './tally.js';

/**
 * What a subject counts as, for all days at once. AGENCY: `first` is what it files as, `second` how its filings stand, from the first
 * day to the last on which that is so and it is whoever counts to supervise. FILING: one of its filings with its days; a district
 * counts those that it has filed.
 */
export function subjectTallies(subject: StoredSubject): readonly Tally[] {
  const districts = [...new Set(subject.scope.map(({ district }) => district))];
  return [
    ...[CITY, ...districts].flatMap((of) => agencyTallies(subject, of)),
    ...subject.filings.flatMap(filingTallies),
  ];
}

interface Span {
  readonly from: Day;
  readonly to?: Day | null | undefined;
}

function agencyTallies(subject: StoredSubject, of: string): readonly Tally[] {
  const { body, since, filings, scope } = subject;
  if (!body || since === null) return [];
  const own = of === CITY ? null : scope.filter(({ district }) => district === of);
  const days = turningDays([
    ...(own ?? []),
    ...filings.flatMap(({ standing, facts }) => [standing, ...facts.suspensions]),
    { from: since },
  ]).filter((day) => day >= since);
  return days.reduce<readonly Tally[]>((rows, from, at) => {
    if (own && !own.some((row) => isWithin(from, row.from, row.to))) return rows;
    const next = days[at + 1];
    const to = next === undefined ? NEVER : addDays(next, -1);
    const second = stateOn(filings, from);
    const before = rows.at(-1);
    // What goes on unchanged over a turning day is one row.
    if (before && before.second === second && before.to === addDays(from, -1))
      return [...rows.slice(0, -1), { ...before, to }];
    return [...rows, tally(of, 'AGENCY', { first: body.type, second, from, to })];
  }, []);
}

/** The days on which something begins or has just ended, each once. */
function turningDays(spans: readonly Span[]): readonly Day[] {
  return [...new Set(spans.flatMap(({ from, to }) => (to == null ? [from] : [from, addDays(to, 1)])))].sort();
}

/** How the filings of a subject stand on a day: one that is active is enough, then one that is suspended. */
function stateOn(filings: readonly SubjectFiling[], on: Day): SubjectState {
  const standing = filings.filter((one) => covers(one.standing, on));
  if (standing.length === 0) return 'ENDED';
  return standing.every(({ facts }) => facts.suspensions.some((one) => covers(one, on))) ? 'SUSPENDED' : 'ACTIVE';
}

function covers({ from, to }: Span, on: Day): boolean {
  return isWithin(on, from, to ?? null);
}

function filingTallies({ authority, standing: { from, to } }: SubjectFiling): readonly Tally[] {
  if (to == null) return [];
  const filedBy = authority?.body === 'DISTRICT_BUREAU' ? authority.district : null;
  return [CITY, ...(filedBy === null ? [] : [filedBy])].map((of) => tally(of, 'FILING', { from, to }));
}
