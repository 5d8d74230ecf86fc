import { type Finding, dayAt, refusalOf, ruleOnOrFirst } from '@shanghai/kernel';
import { type Acting, type OnAggregate, rowsOf } from '@shanghai/platform';
import { subjectOf } from '../item/filed-item.js';
import { type RecordKind, type RecordOutcome, type RecordVerb, performOnRecord } from '../record/perform-on-record.js';
import type { EvaluationPlan, PlanContent, PlanSite } from './evaluation-plan.js';
import type { PlanFacts } from './gather-plan-facts.js';
import { planEvent } from './plan-event.js';
import { type PlanAct, planSteps } from './plan-machine.js';
import { judgeApplicationKinds, judgeExamDays, judgeFiledFirst, judgePlanSites, judgeTraining } from './plan-rules.js';
import { planRecords } from './plan-store.js';
import { judgeDays, judgePlanPublication, planPublicationRules } from './plan-publication-rules.js';

/** A plan as an act left it, or every reason why it was refused. */
export type PlanOutcome = RecordOutcome<EvaluationPlan>;

const plans: RecordKind<EvaluationPlan, PlanAct> = {
  kind: 'plan',
  steps: planSteps,
  find: async ({ store, caller }, id, session) =>
    planRecords.find(store, id, rowsOf(caller, { agency: 'agencyId' }), session),
  save: planRecords.save,
  tell: planEvent,
};

/** Does something to a plan. */
export async function performOnPlan<Facts = null>(
  acting: Acting,
  on: OnAggregate,
  verb: RecordVerb<EvaluationPlan, PlanAct, Facts>,
): Promise<PlanOutcome> {
  return performOnRecord(plans, acting, on, verb);
}

/** What every rule says of a plan that is, or is to be, before the public, all at once. */
export function judgePlan(plan: EvaluationPlan, facts: PlanFacts, acting: Pick<Acting, 'now'>): readonly Finding[] {
  const on = dayAt(acting.now);
  const first = judgeFiledFirst(facts.item, on);
  const ended = first.some((one) => refusalOf(one) !== null);
  return [
    ...judgePlanPublication(plan, on),
    ...judgeDays(plan, on),
    ...judgePlanSites(plan, facts.sites, {
      subject: facts.item && subjectOf(facts.item),
      rule: ruleOnOrFirst(planPublicationRules, on),
    }),
    ...first,
    // Of a filing that has ended every day would say the same again.
    ...(ended || plan.examDays.length === 0 ? [] : judgeExamDays(plan.examDays, facts.answers)),
    ...judgeTraining(plan, plan, on),
    ...judgeApplicationKinds(plan, plan, on),
  ];
}

/** What follows from what a plan says. */
type Following = Pick<EvaluationPlan, 'examDays' | 'sites' | 'districts' | 'firstExamOn'>;

/** What follows from what a plan says: its days in order, and its sites as they are now. */
export function following(content: Pick<PlanContent, 'examDays'>, { sites }: Pick<PlanFacts, 'sites'>): Following {
  const examDays = [...new Set(content.examDays)].sort();
  const places = sites.map(({ _id: siteId, name, address, district }): PlanSite => ({
    siteId,
    name,
    address,
    district,
  }));
  const districts = [...new Set(places.map(({ district }) => district))].sort();
  return { examDays, sites: places, districts, firstExamOn: examDays[0] ?? null };
}

/** What a plan says, with what follows from it. */
export function written(content: PlanContent, facts: Pick<PlanFacts, 'sites'>): PlanContent & Following {
  return { ...content, ...following(content, facts) };
}
