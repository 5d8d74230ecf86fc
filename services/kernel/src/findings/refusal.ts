import type { Clause } from '../notices/clause.js';
import type { Code } from './fault.js';
import type { Finding, LedgerId } from './finding.js';

/** Why an act was not done, as data for the caller: an expected answer, not an error. */
export interface Refusal {
  readonly rule: LedgerId;
  readonly code: Code;
  /** In Chinese. */
  readonly message: string;
  readonly clauses: readonly Clause[];
  /** Where in the input: ['items', '0', 'levels']; empty when it is about the whole act. */
  readonly path: readonly string[];
}

/**
 * The refusal that a finding stands for, or null when it passes or does not apply. An open question refuses too:
 * a rule that only warns must not ask.
 */
export function refusalOf(finding: Finding, path: readonly string[] = []): Refusal | null {
  if (finding.verdict === 'PASS' || finding.verdict === 'NOT_APPLICABLE') return null;
  const { rule, code, message, clauses } = finding;
  return { rule, code, message, clauses, path };
}

/** All refusals at once, in the order of the findings. */
export function refusalsOf(findings: readonly Finding[], path: readonly string[] = []): readonly Refusal[] {
  return findings.flatMap((one) => refusalOf(one, path) ?? []);
}
