import type { JournalEvent } from '@shanghai/platform';
import type { EvaluationPlan } from './evaluation-plan.js';
import type { PlanAct } from './plan-machine.js';

/** What an act is told others as. */
const types: Readonly<Record<Exclude<PlanAct, 'draftEvaluationPlan'>, string>> = {
  publishEvaluationPlan: 'plan.published',
  changeEvaluationPlan: 'plan.changed',
  closeEvaluationPlan: 'plan.closed',
  cancelEvaluationPlan: 'plan.cancelled',
};

/** What others are told of a plan that the public knows: what, where, when and at which levels; of a draft nothing. */
export function planEvent(act: PlanAct, plan: EvaluationPlan): JournalEvent | null {
  if (act === 'draftEvaluationPlan' || plan.publishedOn === null) return null;
  const { _id: planId, agencyId, filedItemId, itemId, mappingId, fullName, status, levels, examDays } = plan;
  const { applicationFrom, applicationTo, applicationKinds, sites } = plan;
  return {
    type: types[act],
    payload: {
      ...{ planId, agencyId, filedItemId, itemId, mappingId, fullName, status, levels, examDays },
      ...{ applicationFrom, applicationTo, applicationKinds },
      sites: sites.map(({ siteId, district }) => ({ siteId, district })),
    },
  };
}
