import { dayAt } from '@shanghai/kernel';
import { imposed, restrictionIdsOf } from '../../restriction/impose-restrictions.js';
import type { RestrictionOrder } from '../../restriction/restriction.js';
import { judgeRestrictions } from '../../restriction/restriction-rules.js';
import { type CaseActing, findCaseAgency, judgeActing } from '../case-agency.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import { judgeOutcome } from '../outcome-rules.js';
import type { Decision } from '../violation-case.js';

/** What is decided of a person or of a group: words and no tier, with restrictions of persons. */
export interface Outcome extends Pick<Decision, 'reason' | 'documentNo' | 'coAuthorities'> {
  readonly outcome: string;
  readonly restrictions: readonly RestrictionOrder[];
}

/** A decision without tier and measures. */
export const untiered = {
  tier: null,
  measures: [],
  noSuspensionReason: null,
  rectificationDueOn: null,
  suspendedTo: null,
} as const;

/** 认定与处理 of candidates and staff by their agency (VIO-002), of group bodies by an HR department (VIO-011). */
export async function decideOutcome(
  acting: CaseActing,
  on: OnCase,
  { restrictions, ...outcome }: Outcome,
): Promise<CaseActOutcome> {
  const { store, caller, now } = acting;
  const by = bodyOf(caller);
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'decideOutcome',
      payload: { ...outcome, restrictions },
      reason: outcome.reason,
      facts: async (one, session) => findCaseAgency(acting, one.subject.agencyId, session),
      judge: (one, known) => [
        ...judgeActing(acting, one, known, dayAt(now)),
        judgeOutcome(one.subject.type, restrictions.length),
        ...judgeRestrictions(restrictions, dayAt(now)),
      ],
      next: (one) => ({
        status: 'DECIDED',
        decisions: [...one.decisions, { ...untiered, ...outcome, no: one.decisions.length + 1, at: now, by }],
        restrictionIds: [...one.restrictionIds, ...restrictionIdsOf(one, restrictions)],
      }),
      consequences: (after) => imposed(store, after, restrictions),
    }),
  );
}
