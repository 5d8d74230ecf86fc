import { dayAt } from '@shanghai/kernel';
import type { Acting, OnAggregate } from '@shanghai/platform';
import { gatherPlanFacts } from '../gather-plan-facts.js';
import { type PlanOutcome, following, judgePlan, performOnPlan } from '../perform-on-plan.js';

/** 公布评价计划: once all five are there, for an item that may be assessed on every day and at every place (EVL-007, FIL-004). */
export async function publishEvaluationPlan(acting: Acting, on: OnAggregate): Promise<PlanOutcome> {
  return performOnPlan(acting, on, {
    act: 'publishEvaluationPlan',
    facts: async (plan) => gatherPlanFacts(acting, plan),
    judge: (plan, facts) => judgePlan(plan, facts, acting),
    next: (plan, facts) => ({ ...following(plan, facts), publishedOn: dayAt(acting.now) }),
  });
}
