import { dayAt } from '@shanghai/kernel';
import type { Acting, OnAggregate } from '@shanghai/platform';
import { type PlanOutcome, performOnPlan } from '../perform-on-plan.js';
import { judgeCancellation } from '../plan-publication-rules.js';

/** 取消评价计划: before its first examination day, with a reason that the public reads. */
export async function cancelEvaluationPlan(acting: Acting, on: OnAggregate, reason: string): Promise<PlanOutcome> {
  return performOnPlan(acting, on, {
    act: 'cancelEvaluationPlan',
    payload: { reason },
    reason,
    judge: (plan) => judgeCancellation(plan, dayAt(acting.now)),
    next: () => ({ endReason: reason }),
  });
}
