import { dayAt, stableId } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import { scopeOf } from '../../application/scope-of.js';
import type { EvaluationPlan, PlanContent } from '../evaluation-plan.js';
import { type PlanFacts, gatherPlanFacts } from '../gather-plan-facts.js';
import { type PlanOutcome, performOnPlan, written } from '../perform-on-plan.js';
import { judgeFiledFirst, judgeTraining } from '../plan-rules.js';

/** What is planned: a filed item of the agency, and what is said of it so far. */
export interface PlanDraft {
  readonly filedItemId: string;
  readonly content: PlanContent;
  readonly idempotencyKey: string;
}

/** 起草评价计划: what is not said yet is no fault; without a filing there is nothing to plan (AGY-031, FIL-010, EVL-013). */
export async function draftEvaluationPlan(
  acting: Acting,
  { filedItemId, content, idempotencyKey }: PlanDraft,
): Promise<PlanOutcome> {
  const agencyId = scopeOf(acting.caller, 'agency');
  const on = dayAt(acting.now);
  const id = stableId('plan', agencyId, idempotencyKey);
  return performOnPlan(
    acting,
    { id, version: 0, idempotencyKey },
    {
      act: 'draftEvaluationPlan',
      payload: { filedItemId, content },
      blank: blankPlan({ id, agencyId, filedItemId, content }),
      facts: async () => gatherPlanFacts(acting, { ...content, agencyId, filedItemId }),
      judge: (_plan, { item }) => [...judgeFiledFirst(item, on), ...(item ? judgeTraining(content, item, on) : [])],
      next: (_plan, facts) => ({ ...nameOf(facts), ...written(content, facts) }),
    },
  );
}

function nameOf({ item }: PlanFacts): Partial<EvaluationPlan> {
  const { itemId, mappingId, fullName, nameKey, synthetic } = item!;
  return { itemId, mappingId, fullName, nameKey, synthetic };
}

function blankPlan(of: {
  readonly id: string;
  readonly agencyId: string;
  readonly filedItemId: string;
  readonly content: PlanContent;
}): EvaluationPlan {
  const { id, agencyId, filedItemId, content } = of;
  return {
    ...{ _id: id, agencyId, filedItemId, itemId: null, mappingId: null, fullName: '', nameKey: '', status: 'DRAFT' },
    ...written(content, { sites: [] }),
    ...{ publishedOn: null, endReason: null, synthetic: false },
  };
}
