import type { Clause } from '../notices/clause.js';
import type { Code } from './fault.js';
import type { Finding, LedgerId, Path } from './finding.js';

/** Why an act was not done, as data for the caller: an expected answer, not an error. */
export interface Refusal {
  readonly rule: LedgerId;
  readonly code: Code;
  /** In Chinese. */
  readonly message: string;
  readonly clauses: readonly Clause[];
  /** Where in the input: ['items', '0', 'levels']; empty when it is about the whole act. */
  readonly path: Path;
}

/**
 * The refusal that a finding stands for, or null when it passes, does not apply, or is of a rule that only remarks. An open
 * question refuses too.
 */
export function refusalOf({ verdict, force, rule, code, message, clauses, path }: Finding): Refusal | null {
  if (verdict === 'PASS' || verdict === 'NOT_APPLICABLE' || force === 'INFO') return null;
  return { rule, code, message, clauses, path };
}

/** All refusals at once, in the order of the findings. */
export function refusalsOf(findings: readonly Finding[]): readonly Refusal[] {
  return findings.flatMap((one) => refusalOf(one) ?? []);
}
