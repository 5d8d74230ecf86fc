import type { Acting, OnAggregate } from '@shanghai/platform';
import { type PlanOutcome, performOnPlan } from '../perform-on-plan.js';

/** 结束评价计划: no applications are taken any more. */
export async function closeEvaluationPlan(acting: Acting, on: OnAggregate): Promise<PlanOutcome> {
  return performOnPlan(acting, on, { act: 'closeEvaluationPlan', next: () => ({}) });
}
