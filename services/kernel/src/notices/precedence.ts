import { type Day, day } from '../calendar/day.js';
import type { Force, LedgerId } from '../findings/finding.js';
import { type Clause, clause } from './clause.js';
import type { Notice, NoticeNumber } from './notice.js';

/** What a notice says of other documents. */
export interface PrecedenceRule {
  readonly rule: LedgerId;
  readonly force: Force;
  readonly from: Day;
  readonly clauses: readonly [Clause];
  /** What we take it to mean where the words leave it open (PR). */
  readonly reading: string;
}

const MANAGEMENT_RULES: NoticeNumber = '沪人社职〔2024〕120号';

/** MET-001 to MET-004: the words of 120 on its place among other documents. */
export const precedenceRules = {
  managementRulesPrevail: {
    rule: 'MET-001',
    force: 'MUST',
    from: day('2024-05-01'),
    clauses: [clause(MANAGEMENT_RULES, '四（二）', '其他文件与本通知规定不一致的，以本通知为准')],
    reading: 'Over what is older; among other notices of the Bureau the later one prevails inside the same matter.',
  },
  newPolicySupersedes: {
    rule: 'MET-002',
    force: 'MUST',
    from: day('2024-05-01'),
    clauses: [clause(MANAGEMENT_RULES, '四（二）', '如国家和本市出台新政策规定，按新规定执行')],
    reading:
      'Later notices of the Bureau are new municipal policy; what the Centre issues is not, and never overrides.',
  },
  lawCoversTheRest: {
    rule: 'MET-003',
    force: 'INFO',
    from: day('2024-05-01'),
    clauses: [
      clause(MANAGEMENT_RULES, '四（二）', '本通知未涉及的有关事项，按照有关法律法规及技能人才评价相关规定执行'),
    ],
    reading: 'Text only: 人社职司便函〔2021〕57号, which lists the violations, is not in hand.',
  },
  detailsFollowSeparately: {
    rule: 'MET-004',
    force: 'INFO',
    from: day('2024-05-01'),
    clauses: [clause(MANAGEMENT_RULES, '四（三）', '相关工作的实施细则等，另行制定印发')],
    reading: 'Text only: thresholds are data, so that details issued later are new rows.',
  },
} as const satisfies Record<string, PrecedenceRule>;

/** Which of two inconsistent notices governs, and by which rule. */
export interface Precedence {
  readonly prevailing: Notice;
  readonly yielding: Notice;
  readonly by: PrecedenceRule;
  /** Whether the words themselves say so; if not, the rule's reading does (PR). */
  readonly isPrinted: boolean;
}

/**
 * Which of two notices governs a matter on which they are inconsistent, on a day. Null when one of them is not in effect yet
 * or both are the same: nothing is to be decided. That a notice speaks on the matter at all (`confinedTo`) is for the caller.
 */
export function findPrecedence(one: Notice, other: Notice, on: Day): Precedence | null {
  if (one.number === other.number || one.effectiveOn > on || other.effectiveOn > on) return null;
  const [prevailing, yielding] = outranks(one, other) ? [one, other] : [other, one];
  if (prevailing.issuer !== yielding.issuer || yielding.number === MANAGEMENT_RULES)
    return { prevailing, yielding, by: precedenceRules.newPolicySupersedes, isPrinted: false };
  const isPrinted = prevailing.number === MANAGEMENT_RULES;
  return { prevailing, yielding, by: precedenceRules.managementRulesPrevail, isPrinted };
}

/** The Bureau before the Centre (MET-002, PR); of one issuer the later. */
function outranks(one: Notice, other: Notice): boolean {
  return one.issuer === other.issuer ? one.effectiveOn > other.effectiveOn : one.issuer === 'BUREAU';
}
