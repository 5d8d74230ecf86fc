import {
  type Clause,
  type Code,
  type Day,
  type Facts,
  type Finding,
  type Force,
  type LedgerId,
  type Path,
  type RuleOfFinding,
  day,
  finding,
  isWithin,
} from '@shanghai/kernel';

/** A row of the ledger as it is judged by on the days it governs, both ends included. */
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

/** A row of 76号, which governs from the day of its issue. */
export function since76(
  rule: LedgerId,
  code: Code,
  clauses: readonly [Clause, ...Clause[]],
  force: Force = 'MUST',
): DatedRule {
  return { rule, force, code, clauses, from: day('2025-03-20'), to: null };
}

/** What a row finds on a day that it governs, or the one NOT_APPLICABLE on another. */
export function judgeOn(rule: DatedRule, on: Day, judge: () => readonly Finding[]): readonly Finding[] {
  if (isWithin(on, rule.from, rule.to)) return judge();
  const message = on < rule.from ? `本规则自${rule.from}起适用` : `本规则适用至${rule.to ?? on}`;
  return [finding(rule, 'NOT_APPLICABLE', message, { from: rule.from, to: rule.to })];
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
