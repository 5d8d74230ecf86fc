import type { Clause } from '../notices/clause.js';
import { judgedBy } from '../ledger/judged-by.js';
import type { Finding, LedgerId } from './finding.js';
import { type Refusal, refusalsOf } from './refusal.js';

/** What the findings on an act come to. */
export interface Weighed {
  /** All of them at once; the act is done when there is none. */
  readonly refusals: readonly Refusal[];
  /** What is told without refusing. */
  readonly remarks: readonly Finding[];
  /** What the act rests on: the clauses of every rule that it meets. */
  readonly clauses: readonly Clause[];
  /** The rules that it was judged by. */
  readonly rules: readonly LedgerId[];
}

/**
 * Weighs the findings on a step that is guarded by rules: those that refuse, those that only remark, the clauses of those that
 * pass, and which rules have judged.
 */
export function weighFindings(findings: readonly Finding[], guards: readonly LedgerId[] = []): Weighed {
  return {
    refusals: refusalsOf(findings),
    remarks: findings.filter(isRemark),
    clauses: findings.filter(({ verdict }) => verdict === 'PASS').flatMap(({ clauses }) => clauses),
    rules: judgedBy(guards, findings),
  };
}

/** Each clause once, in the order in which they first stand. */
export function distinctClauses(clauses: readonly Clause[]): readonly Clause[] {
  return [...new Map(clauses.map((one) => [JSON.stringify(one), one])).values()];
}

function isRemark({ force, verdict }: Finding): boolean {
  return force === 'INFO' && (verdict === 'FAIL' || verdict === 'UNDETERMINED');
}
