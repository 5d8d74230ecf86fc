import {
  type AgencyType,
  type FilingFacts,
  type Suspension,
  type Termination,
  renewalWindowOf,
  validToOf,
} from '@shanghai/agencies';
import { type Day, addDays, day, daysBetween } from '@shanghai/kernel';
import type { Random } from './random.js';

/** The day that all is invented for. Fixed: what expires soon is the same tomorrow. */
export const inventedFor: Day = day('2026-11-01');

/** What has become of a filing by that day. */
export type Life =
  | 'ACTIVE'
  | 'EXPIRING'
  | 'PENDING'
  /** Past its last day while its renewal is not decided, so that it goes on (FIL-005, PR). */
  | 'EXTENDED'
  | 'EXPIRED'
  | 'SUSPENDED'
  | 'RENEWED'
  /** With an item that cannot be evaluated any more (FIL-006). */
  | 'NOT_EVALUABLE'
  /** Ended: expired without a request, given up, ordered, of a body that is gone. */
  | 'LAPSED'
  | 'GIVEN_UP'
  | 'ORDERED'
  | 'EXTINCT'
  /** Ended before 2026, and after it the filing of an agency that came back. */
  | 'LEFT'
  | 'REFILED';

/** From when to when a filing of each life began. Those that end soon began three years before the winter after that day. */
const beginnings: Readonly<Record<Life, readonly [Day, Day]>> = {
  ACTIVE: [day('2024-03-01'), day('2026-10-15')],
  EXPIRING: [day('2023-11-10'), day('2024-01-20')],
  PENDING: [day('2023-11-10'), day('2024-01-20')],
  EXTENDED: [day('2023-08-01'), day('2023-10-20')],
  EXPIRED: [day('2022-06-01'), day('2023-10-01')],
  SUSPENDED: [day('2024-03-01'), day('2026-06-01')],
  RENEWED: [day('2022-12-01'), day('2023-09-01')],
  NOT_EVALUABLE: [day('2024-03-01'), day('2026-03-01')],
  LAPSED: [day('2022-06-01'), day('2023-06-01')],
  GIVEN_UP: [day('2024-03-01'), day('2025-12-01')],
  ORDERED: [day('2024-03-01'), day('2025-12-01')],
  EXTINCT: [day('2024-03-01'), day('2025-12-01')],
  LEFT: [day('2022-06-01'), day('2025-06-01')],
  REFILED: [day('2026-01-01'), day('2026-10-15')],
};

/** Comparison agencies are filed under the notice of 2026-06-23 and are all young. */
const comparisonBeginning: readonly [Day, Day] = [day('2026-09-01'), day('2026-10-15')];

/** How a filing of a life has ended, where it has. */
const ends: Readonly<Partial<Record<Life, Omit<Termination, 'effectiveOn'>>>> = {
  LAPSED: { kind: 'AUTOMATIC', reason: 'NO_RENEWAL' },
  GIVEN_UP: { kind: 'VOLUNTARY', reason: null },
  ORDERED: { kind: 'ORDERED', reason: null },
  EXTINCT: { kind: 'AUTOMATIC', reason: 'SUBJECT_EXTINCT' },
};

/** What is recorded of a filing of that life. A young one is at most suspended. */
export function inventFacts(random: Random, life: Life, type: AgencyType): FilingFacts {
  const isComparison = type === 'COMPARISON';
  const from = dayBetween(random, ...(isComparison ? comparisonBeginning : beginnings[life]));
  const to = validToOf(type, from);
  const plain: FilingFacts = {
    type,
    listedOn: null,
    periods: [{ from, to, renewal: null }],
    suspensions: [],
    termination: null,
  };
  if (life === 'SUSPENDED') return { ...plain, suspensions: [inventSuspension(random, from)] };
  if (isComparison) return plain;
  if (life === 'ACTIVE') return random.oneIn(8) ? { ...plain, suspensions: pastSuspension(from) } : plain;
  if (life === 'LEFT') return { ...plain, termination: inventTermination(random, from, to, beginnings.REFILED[0]) };
  const end = ends[life];
  if (end) return { ...plain, termination: { ...end, effectiveOn: endOf(random, end, from, to) } };
  if (isRenewing(life) || (life === 'EXPIRED' && random.oneIn(3)))
    return { ...plain, periods: inventPeriods(random, life, plain) };
  return plain;
}

/** A period whose renewal was asked for, and what followed. */
function inventPeriods(random: Random, life: Life, { type, periods }: FilingFacts): FilingFacts['periods'] {
  const { from, to } = periods[0]!;
  const { opensOn, closesOn } = renewalWindowOf(to);
  const requestedOn = dayBetween(random, opensOn, [closesOn, addDays(inventedFor, -1)].sort()[0]!);
  if (life === 'PENDING' || life === 'EXTENDED') return [{ from, to, renewal: { requestedOn, decision: null } }];
  const on = dayBetween(random, requestedOn, to);
  if (life === 'EXPIRED') return [{ from, to, renewal: { requestedOn, decision: { result: 'REFUSED', on } } }];
  const second = addDays(to, 1);
  return [
    { from, to, renewal: { requestedOn, decision: { result: 'APPROVED', on } } },
    { from: second, to: validToOf(type, second), renewal: null },
  ];
}

/** A suspension that lasts on the day that all is invented for. */
function inventSuspension(random: Random, from: Day): Suspension {
  const begins = dayBetween(random, [addDays(from, 14), day('2026-08-01')].sort()[1]!, addDays(inventedFor, -1));
  return { from: begins, to: random.oneIn(2) ? null : addDays(inventedFor, random.integer(0, 120)) };
}

function pastSuspension(from: Day): readonly Suspension[] {
  const begins = addDays(from, 60);
  const to = addDays(begins, 29);
  return to < inventedFor ? [{ from: begins, to }] : [];
}

/** The first day without a filing: after its last one where nobody asked for more, else some day of its validity. */
function endOf(random: Random, { reason }: Pick<Termination, 'reason'>, from: Day, to: Day, before = inventedFor): Day {
  return reason === 'NO_RENEWAL' ? addDays(to, 1) : dayBetween(random, addDays(from, 90), addDays(before, -1));
}

/** The end of a filing before a day, in whatever way. */
function inventTermination(random: Random, from: Day, to: Day, before: Day): Termination {
  const end = addDays(to, 1) < before ? ends.LAPSED! : random.pick([ends.GIVEN_UP!, ends.ORDERED!, ends.EXTINCT!]);
  return { ...end, effectiveOn: endOf(random, end, from, to, before) };
}

function isRenewing(life: Life): boolean {
  return life === 'PENDING' || life === 'EXTENDED' || life === 'RENEWED';
}

/** A day of a range, both ends included. */
export function dayBetween(random: Random, first: Day, last: Day): Day {
  return addDays(first, random.integer(0, daysBetween(first, last)));
}
