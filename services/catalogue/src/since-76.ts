import { type Clause, type Code, type DatedRule, type Force, type LedgerId, day } from '@shanghai/kernel';

/** A row of 76号, which governs from the day of its issue. */
export function since76(
  rule: LedgerId,
  code: Code,
  clauses: readonly [Clause, ...Clause[]],
  force: Force = 'MUST',
): DatedRule {
  return { rule, force, code, clauses, from: day('2025-03-20'), to: null };
}
