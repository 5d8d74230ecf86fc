import { type Day, isWithin } from '../calendar/day.js';
import type { Code } from './fault.js';
import { type Facts, type Finding, type Path, type RuleOfFinding, finding } from './finding.js';

/**
 * A row of the ledger as it is judged by on the days it governs, both ends included. Where a later notice prints the rule
 * anew, that is another row: rows of one rule never overlap and stand in the order of their days.
 */
export interface DatedRule extends RuleOfFinding {
  readonly from: Day;
  readonly to: Day | null;
}

/** Something that breaks a rule. The code is the rule's own where none is given. */
export interface Failure {
  readonly message: string;
  readonly path?: Path;
  readonly facts?: Facts;
  readonly code?: Code;
}

/** The row that governs a day; null when none does. */
export function ruleOn<R extends DatedRule>(rules: readonly R[], on: Day): R | null {
  return rules.find(({ from, to }) => isWithin(on, from, to)) ?? null;
}

/** The row that governs a day, or the first: for acts that stay bound by it before it was printed. */
export function ruleOnOrFirst<R extends DatedRule>(rules: readonly [R, ...R[]], on: Day): R {
  return ruleOn(rules, on) ?? rules[0];
}

/** What the row of the day finds, and one NOT_APPLICABLE for each rule among the rows that has none for it. */
export function judgeOn<R extends DatedRule>(
  rules: readonly [R, ...R[]],
  on: Day,
  judge: (rule: R) => readonly Finding[],
): readonly Finding[] {
  return [...new Set(rules.map(({ rule }) => rule))].flatMap((id) => {
    const rows = rules.filter(({ rule }) => rule === id);
    const row = ruleOn(rows, on);
    return row ? judge(row) : [notApplicable(rows, on)];
  });
}

/** Every failure of the rule at its place, or its one PASS. */
export function judged(
  rule: DatedRule,
  failures: readonly Failure[],
  passes: string,
  { path = [], facts = {} }: { readonly path?: Path; readonly facts?: Facts } = {},
): readonly Finding[] {
  if (failures.length === 0) return [finding(rule, 'PASS', passes, facts, path)];
  return failures.map((one) =>
    finding({ ...rule, code: one.code ?? rule.code }, 'FAIL', one.message, one.facts ?? facts, one.path ?? path),
  );
}

/** Why none of the rows of a rule, of which there is at least one, governs a day. */
export function notApplicable(rules: readonly DatedRule[], on: Day): Finding {
  const [first, last] = [rules[0]!, rules.at(-1)!];
  const facts = { from: first.from, to: last.to };
  return on < first.from
    ? finding(first, 'NOT_APPLICABLE', `本规则自${first.from}起适用`, facts)
    : finding(last, 'NOT_APPLICABLE', `本规则适用至${last.to ?? on}`, facts);
}
