import { type Clause, type Day, addDays, clause, day, firstDayUntil, lastDayFrom } from '@shanghai/kernel';
import type { AgencyType } from '../agency/agency.js';

/** 备案有效期: how long a filing of some types is valid that begins on a day or after it. */
export interface FilingTerm {
  readonly rule: 'FIL-002' | 'FIL-003';
  readonly types: readonly AgencyType[];
  /** Null: since ever. */
  readonly from: Day | null;
  readonly length: { readonly years: number };
  /** Whether no notice in hand prints it, and it is assumed (PR). */
  readonly isAssumed: boolean;
  readonly clauses: readonly Clause[];
}

/**
 * The later of two rows that fit governs. Three years are printed for social evaluation organisations since 270号 and for
 * comparison agencies (FIL-002); for enterprises, colleges and what is older the same is assumed (FIL-003, PR).
 */
export const filingTerms: readonly FilingTerm[] = [
  {
    rule: 'FIL-003',
    types: ['SOCIAL_ORGANISATION', 'ENTERPRISE', 'COLLEGE', 'COMPARISON'],
    from: null,
    length: { years: 3 },
    isAssumed: true,
    clauses: [],
  },
  printed('SOCIAL_ORGANISATION', '2024-08-19', clause('沪人社职〔2024〕270号', '三（五）', '备案有效期为3年')),
  printed('SOCIAL_ORGANISATION', '2025-03-20', clause('沪人社职〔2025〕76号', '二（三）5', '备案有效期为3年')),
  printed('COMPARISON', '2026-06-23', clause('沪职鉴中心〔2026〕30号', '三（三）', '备案有效期为3年')),
];

/**
 * How 备案期满前三个月内 is read (FIL-005): WITHIN the three months before the end, which is part of them, or at least so long
 * BEFORE it.
 */
export interface RenewalReading {
  readonly rule: 'FIL-005';
  readonly reading: 'WITHIN' | 'BEFORE';
  readonly length: { readonly months: number };
  /** The first day on which a request is judged by this reading. */
  readonly from: Day;
  readonly clauses: readonly Clause[];
}

/** 续期申请期 (FIL-005): read as a window (PR). Another reading is another row, from the day it is decided on. */
export const renewalWindow: RenewalReading = {
  rule: 'FIL-005',
  reading: 'WITHIN',
  length: { months: 3 },
  from: day('2024-05-01'),
  clauses: [
    clause(
      '沪人社职〔2024〕120号',
      '三（四）3',
      '存在备案期满前三个月内未书面提出续期备案申请、因国家职业分类调整等原因导致原备案职业（工种）不可开展评价且未申请调整备案职业（工种）、或出现破产、关闭、注销等主体灭失情形但未主动提出终止备案等情形之一的，对其作出自动终止备案处理',
    ),
  ],
};

/** The readings in the order of their days. */
export const renewalReadings: readonly RenewalReading[] = [renewalWindow];

/** The reading by which a request of a day is judged; the first for days before it. */
export function renewalReadingOn(on: Day, readings: readonly RenewalReading[] = renewalReadings): RenewalReading {
  return readings.findLast(({ from }) => from <= on) ?? readings[0]!;
}

/** The term of a filing that begins on a day. */
export function filingTermOf(type: AgencyType, validFrom: Day): FilingTerm {
  return filingTerms.findLast(({ types, from }) => types.includes(type) && (from ?? validFrom) <= validFrom)!;
}

/** The last day of validity, inclusive, of a filing that begins on a day, which counts as the first (PR). */
export function validToOf(type: AgencyType, validFrom: Day): Day {
  return lastDayFrom(validFrom, filingTermOf(type, validFrom).length);
}

/** The days on which renewal may be asked for, both included. */
export interface RenewalDays {
  readonly opensOn: Day;
  readonly closesOn: Day;
}

/** When renewal of a period may be asked for in the window. */
export function renewalWindowOf(validTo: Day): RenewalDays {
  return { opensOn: firstDayUntil(validTo, renewalWindow.length), closesOn: validTo };
}

/** When renewal of a period may be asked for by a reading: from its first day on where a request has only to be early enough. */
export function renewalDaysOf(
  { from, to }: { readonly from: Day; readonly to: Day },
  { reading, length }: RenewalReading,
): RenewalDays {
  const turn = firstDayUntil(to, length);
  return reading === 'WITHIN' ? { opensOn: turn, closesOn: to } : { opensOn: from, closesOn: addDays(turn, -1) };
}

function printed(type: AgencyType, from: string, source: Clause): FilingTerm {
  return { rule: 'FIL-002', types: [type], from: day(from), length: { years: 3 }, isAssumed: false, clauses: [source] };
}
