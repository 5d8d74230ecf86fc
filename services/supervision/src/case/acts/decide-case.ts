import { dayAt } from '@shanghai/kernel';
import { imposed, restrictionIdsOf } from '../../restriction/impose-restrictions.js';
import type { RestrictionOrder } from '../../restriction/restriction.js';
import { judgeRestrictions } from '../../restriction/restriction-rules.js';
import { type CaseActing, findCaseAgency, scopeOfCase } from '../case-agency.js';
import { ordersOf } from '../case-consequences.js';
import { effectsOfDecision } from '../case-effect-rules.js';
import { judgeFilingNamed, judgeLadder } from '../decision-rules.js';
import { judgeDecidingAuthority } from '../deciding-authority-rules.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import type { Decision } from '../violation-case.js';

/** A decision with what comes with it. */
export interface Deciding extends Decision {
  /** Where the case does not name the filing yet. */
  readonly filingId: string | null;
  readonly restrictions: readonly RestrictionOrder[];
}

/** 认定与处理 of an agency: tier and measures by the day of the act, by who may decide so (VIO-001, VIO-003). */
export async function decideCase(
  acting: CaseActing,
  on: OnCase,
  { filingId: named, restrictions, ...decision }: Deciding,
): Promise<CaseActOutcome> {
  const { store, caller, now } = acting;
  const today = dayAt(now);
  const by = bodyOf(caller);
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'decideCase',
      payload: { ...decision, filingId: named, restrictions },
      reason: decision.reason,
      facts: async (one, session) => ({
        known: await findCaseAgency(acting, one.subject.agencyId, session),
        effectsBefore: one.effects,
      }),
      judge: (one, { known: { agency, standing } }) => {
        const filingId = one.filingId ?? named;
        const filing = agency?.filings.find((other) => other.filingId === filingId) ?? null;
        const own = agency?.filings.map((other) => other.filingId) ?? [];
        return [
          standing,
          judgeDecidingAuthority({ by, scope: scopeOfCase(one, agency), filing, on: today }, decision),
          ...judgeLadder(decision, one.actOn, today),
          judgeFilingNamed(decision.measures, filingId, own),
          ...judgeRestrictions(restrictions, today),
        ];
      },
      next: (one) => {
        const filingId = one.filingId ?? named;
        return {
          status: 'DECIDED',
          filingId,
          decisions: [...one.decisions, { ...decision, no: one.decisions.length + 1, at: now, by }],
          effects: [...one.effects, ...effectsOfDecision(one, decision, filingId, now)],
          restrictionIds: [...one.restrictionIds, ...restrictionIdsOf(one, restrictions)],
        };
      },
      consequences: (after, { effectsBefore }) => [
        ...ordersOf(after, effectsBefore),
        ...imposed(store, after, restrictions),
      ],
    }),
  );
}
