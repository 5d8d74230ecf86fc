import { type Role, findDistrict, isWithin, levelId, levelNumber } from '@shanghai/kernel';
import { refusedOr } from '@shanghai/platform';
import { cancelEvaluationPlan } from '../evaluation-plan/acts/cancel-evaluation-plan.js';
import { changeEvaluationPlan } from '../evaluation-plan/acts/change-evaluation-plan.js';
import { closeEvaluationPlan } from '../evaluation-plan/acts/close-evaluation-plan.js';
import { draftEvaluationPlan } from '../evaluation-plan/acts/draft-evaluation-plan.js';
import { publishEvaluationPlan } from '../evaluation-plan/acts/publish-evaluation-plan.js';
import type { PlanContent } from '../evaluation-plan/evaluation-plan.js';
import { findPlan, listPlans, listPlansOfAgency } from '../evaluation-plan/list-plans.js';
import type { PlanOutcome } from '../evaluation-plan/perform-on-plan.js';
import { planSteps } from '../evaluation-plan/plan-machine.js';
import type {
  EvaluationPlanInput,
  EvaluationPlanResolvers,
  EvaluationPlanResultResolvers,
  EvaluationPlanSiteResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../generated/resolvers.js';
import { mayAssessOn } from '../item/may-assess-rules.js';
import { actsOpenTo } from '../record/record-step-rules.js';
import { shortList } from './application-form-input.js';
import { given, textOf } from './given.js';
import { historyOf } from './history.js';

const ABOVE_LEVEL_ONE = 0;
const MOST = { levels: 5, sites: 20, days: 31, links: 20, kinds: 2 } as const;

export const EvaluationPlan: EvaluationPlanResolvers = {
  id: ({ _id }) => _id,
  agency: async ({ agencyId }, _arguments, { loaders }) => (await loaders.agency.load(agencyId))!,
  filedItem: async ({ filedItemId }, _arguments, { loaders }) => loaders.filedItem.load(filedItemId),
  levels: ({ levels }) => levels.map(levelId),
  isTakingApplications: ({ status, applicationFrom, applicationTo }, { asOf }, { today }) =>
    status === 'PUBLISHED' && applicationFrom !== null && isWithin(asOf ?? today, applicationFrom, applicationTo),
  mayAssess: async ({ filedItemId, levels, examDays }, { asOf }, { loaders, today }) => {
    const item = await loaders.filedItem.load(filedItemId);
    const next = examDays.find((one) => one >= (asOf ?? today)) ?? examDays.at(-1);
    if (!item || next === undefined) return 'UNDETERMINED';
    const answers = (levels.length === 0 ? [null] : levels).map((level) => mayAssessOn(item, next, level).mayAssess);
    return (['NO', 'UNDETERMINED'] as const).find((one) => answers.includes(one)) ?? 'YES';
  },
  availableActs: ({ agencyId, status }, _arguments, { caller }) =>
    caller.scopes['agency'] === agencyId ? actsOpenTo(planSteps, caller.role as Role, status) : [],
  history: async ({ _id }, page, context) => historyOf(context, `plan/${_id}`, page),
};

export const EvaluationPlanSite: EvaluationPlanSiteResolvers = {
  district: ({ district }) => findDistrict(district)!,
};

export const EvaluationPlanResult: EvaluationPlanResultResolvers = refusedOr('EvaluationPlanDone');

export const planQueries: QueryResolvers = {
  evaluationPlans: async (_parent, { text, itemId, level, district, from, to, ...page }, context) =>
    listPlans(
      context,
      {
        ...{ text: text ?? null, itemId: itemId ?? null, district: district ?? null },
        // Above level one nothing is filed, and nothing planned.
        level: level == null ? null : (levelNumber(level) ?? ABOVE_LEVEL_ONE),
        ...{ from: from ?? context.today, to: to ?? null },
      },
      page,
    ),
  evaluationPlan: async (_parent, { id }, context) => findPlan(context, id),
  agencyEvaluationPlans: async (_parent, { agencyId, status, ...page }, context) =>
    listPlansOfAgency(context, { agencyId, statuses: status ?? null }, page),
};

export const planMutations: MutationResolvers = {
  draftEvaluationPlan: async (_parent, { filedItemId, content, idempotencyKey }, context) =>
    doneOr(await draftEvaluationPlan(context, { filedItemId, content: contentOf(content), idempotencyKey })),
  changeEvaluationPlan: async (_parent, { content, reason, ...on }, context) =>
    doneOr(await changeEvaluationPlan(context, on, { content: contentOf(content), reason: textOf(reason) })),
  publishEvaluationPlan: async (_parent, on, context) => doneOr(await publishEvaluationPlan(context, on)),
  closeEvaluationPlan: async (_parent, on, context) => doneOr(await closeEvaluationPlan(context, on)),
  cancelEvaluationPlan: async (_parent, { reason, ...on }, context) =>
    doneOr(await cancelEvaluationPlan(context, on, given('reason', reason))),
};

function doneOr(outcome: PlanOutcome) {
  return 'refusals' in outcome ? outcome : { plan: outcome.record, isRepeated: outcome.isRepeated };
}

function contentOf(content: EvaluationPlanInput): PlanContent {
  const { levels, siteIds = [], examDays = [], applicationKinds = [], trainingLinks = [] } = content;
  return {
    levels: shortList('levels', levels, MOST.levels)
      .map(levelNumber)
      .filter((one) => one !== null),
    siteIds: shortList('siteIds', siteIds, MOST.sites),
    examDays: shortList('examDays', examDays, MOST.days),
    applicationFrom: content.applicationFrom ?? null,
    applicationTo: content.applicationTo ?? null,
    applicationKinds: shortList('applicationKinds', applicationKinds, MOST.kinds),
    conditions: textOf(content.conditions),
    plan: textOf(content.plan),
    fees: textOf(content.fees),
    contactInformation: textOf(content.contactInformation),
    trainingLinks: shortList('trainingLinks', trainingLinks, MOST.links),
  };
}
