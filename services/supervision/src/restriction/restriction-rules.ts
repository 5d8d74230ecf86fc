import { type Day, type Finding, addDays, day, finding } from '@shanghai/kernel';
import { caseClauses } from '../case/case-ground-rules.js';
import type { Restriction, RestrictionOrder, RestrictionStatus } from './restriction.js';

const restriction = {
  rule: 'VIO-006',
  force: 'MUST',
  code: 'RESTRICTION_PERIOD_REQUIRED',
  clauses: caseClauses.restriction,
} as const;

/** A day after every restriction. */
export const NEVER: Day = day('2999-12-31');

/** The last day on which a restriction holds; null while no end is set. */
export function lastDayOf({ to, liftedOn }: Pick<Restriction, 'to' | 'liftedOn'>): Day | null {
  if (liftedOn === null) return to;
  const before = addDays(liftedOn, -1);
  return to !== null && to < before ? to : before;
}

/** PENDING before its first day, ACTIVE on both ends, ENDED after its last or since it was lifted (machine 5). */
export function restrictionStatusOn(one: Pick<Restriction, 'from' | 'to' | 'liftedOn'>, on: Day): RestrictionStatus {
  const last = lastDayOf(one);
  if (last !== null && on > last) return 'ENDED';
  return on < one.from ? 'PENDING' : 'ACTIVE';
}

/** VIO-006: a restriction has its days and its basis; RESTRICTION_PERIOD_REQUIRED where they are missing or turned round. */
export function judgeRestrictions(orders: readonly RestrictionOrder[], today: Day): readonly Finding[] {
  return orders.map(({ from, to, basis }, at) => {
    const path = ['restrictions', String(at)];
    const facts = { from, to };
    if (from < today) return finding(restriction, 'FAIL', '限制自决定之日或以后起算', facts, [...path, 'from']);
    if (to !== null && to < from) return finding(restriction, 'FAIL', '限制的起止日期不成立', facts, [...path, 'to']);
    if (basis.trim() === '') return finding(restriction, 'FAIL', '应载明限制的依据', facts, [...path, 'basis']);
    return finding(restriction, 'PASS', '已载明限制的起止和依据', facts);
  });
}

/** A restriction that has ended is not lifted again. */
export function judgeLift(one: Pick<Restriction, 'from' | 'to' | 'liftedOn'>, on: Day): Finding {
  const order = { ...restriction, code: 'ILLEGAL_TRANSITION' } as const;
  const status = restrictionStatusOn(one, on);
  return status === 'ENDED'
    ? finding(order, 'FAIL', '限制已经结束', { status })
    : finding(order, 'PASS', '限制尚未结束', { status });
}
