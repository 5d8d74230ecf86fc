import { type Day, addDays, isWithin } from '@shanghai/kernel';
import type { FilingFacts, Suspension } from './filing.js';

/** Whether a suspension would lie over one that there is. */
export function overlapsSuspension({ suspensions }: FilingFacts, { from, to }: Suspension): boolean {
  return suspensions.some((one) => (one.to === null || from <= one.to) && (to === null || one.from <= to));
}

/** The facts with one suspension more, in the order of their days. */
export function withSuspension(facts: FilingFacts, suspension: Suspension): FilingFacts {
  const suspensions = [...facts.suspensions, suspension].sort((a, b) => (a.from < b.from ? -1 : 1));
  return { ...facts, suspensions };
}

/**
 * The facts with the suspension of a day ended, so that the filing is active on it; one that began on that day never was. Ordered
 * for a later day, the clock has still to tell of it.
 */
export function withResumption(facts: FilingFacts, first: Day, today: Day): FilingFacts {
  const suspensions = facts.suspensions.flatMap((one): readonly Suspension[] => {
    if (!isWithin(first, one.from, one.to)) return [one];
    if (one.from === first) return [];
    return [{ from: one.from, to: addDays(first, -1), ...(first <= today && { isLifted: true }) }];
  });
  return { ...facts, suspensions };
}
