import type { Finding, LedgerId } from '../findings/finding.js';

/**
 * The rules that an act was judged by: those that guard its step and those that have found something, in the order of the ids.
 * A rule whose every finding is NOT_APPLICABLE did not judge, though it guards.
 */
export function judgedBy(guards: readonly LedgerId[], findings: readonly Finding[]): readonly LedgerId[] {
  const found = new Set(findings.map(({ rule }) => rule));
  const applied = findings.filter(({ verdict }) => verdict !== 'NOT_APPLICABLE').map(({ rule }) => rule);
  return [...new Set([...guards.filter((rule) => !found.has(rule)), ...applied])].sort();
}
