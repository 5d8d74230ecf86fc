import { dayAt } from '@shanghai/kernel';
import type { Acting, OnAggregate } from '@shanghai/platform';
import type { PlanContent } from '../evaluation-plan.js';
import { gatherPlanFacts } from '../gather-plan-facts.js';
import { type PlanOutcome, judgePlan, performOnPlan, written } from '../perform-on-plan.js';
import { judgeChange } from '../plan-publication-rules.js';
import { judgeFiledFirst, judgeTraining } from '../plan-rules.js';

/** 变更评价计划: what is before the public has to stand as if it were published now, with a reason that the journal keeps. */
export async function changeEvaluationPlan(
  acting: Acting,
  on: OnAggregate,
  { content, reason }: { readonly content: PlanContent; readonly reason: string | null },
): Promise<PlanOutcome> {
  const today = dayAt(acting.now);
  return performOnPlan(acting, on, {
    act: 'changeEvaluationPlan',
    payload: { content, reason },
    reason,
    facts: async (plan) => gatherPlanFacts(acting, { ...plan, ...content }),
    judge: (plan, facts) => [
      ...judgeChange(plan.status, reason, today),
      ...(plan.status === 'PUBLISHED'
        ? judgePlan({ ...plan, ...written(content, facts) }, facts, acting)
        : [...judgeFiledFirst(facts.item, today), ...judgeTraining(content, plan, today)]),
    ],
    next: (plan, facts) => ({ ...written(content, facts), status: plan.status }),
  });
}
