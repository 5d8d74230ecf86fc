import { type Clause, type Code, type DatedRule, type LedgerId, day } from '@shanghai/kernel';

/** The notice on comparison certification, of which every row here is. */
export const NOTICE_30 = '沪职鉴中心〔2026〕30号';

/** A row of 30号, which governs from its day of issue. */
export function ruleOf30(rule: LedgerId, code: Code, ...clauses: readonly Clause[]): DatedRule {
  return { rule, force: 'MUST', code, from: day('2026-06-23'), to: null, clauses };
}
