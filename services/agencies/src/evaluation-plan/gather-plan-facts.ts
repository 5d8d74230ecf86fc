import type { Day } from '@shanghai/kernel';
import type { Acting, Caller } from '@shanghai/platform';
import { createLoaders } from '../loaders.js';
import type { FiledItem } from '../item/filed-item.js';
import { mayAssessAll } from '../item/may-assess.js';
import type { Site } from '../site/site.js';
import type { PlanContent } from './evaluation-plan.js';
import type { DayAnswer } from './plan-rules.js';

/** What the rules of plans look at beside the plan. */
export interface PlanFacts {
  /** The filed item, where it is the agency's. */
  readonly item: FiledItem | null;
  readonly sites: readonly Site[];
  /** Whether the agency may assess, for each examination day and level; each site is judged by itself. */
  readonly answers: readonly DayAnswer[];
}

/** What a plan is judged by: which item of which agency, and what the plan says. */
export type PlanQuestion = Pick<PlanContent, 'levels' | 'siteIds' | 'examDays'> & {
  readonly agencyId: string;
  readonly filedItemId: string;
};

/**
 * The facts of a plan, looked up anew at the act. They are of other aggregates: a filing that ends in the same moment is not held
 * up by it, and what is told of a plan later asks the filing again.
 */
export async function gatherPlanFacts(acting: Acting, plan: PlanQuestion): Promise<PlanFacts> {
  const { store, caller } = acting;
  const { agencyId, filedItemId, levels, siteIds, examDays } = plan;
  const context = { store, loaders: createLoaders(store, caller as Caller) };
  const [items, allSites] = await Promise.all([
    context.loaders.filedItemsOfAgency.load(agencyId),
    context.loaders.sitesOfAgency.load(agencyId),
  ]);
  const item = items.find(({ _id }) => _id === filedItemId) ?? null;
  const sites = allSites.filter(({ _id }) => siteIds.includes(_id));
  const questions = examDays.flatMap((on: Day) =>
    (levels.length === 0 ? [null] : levels).map((level) => ({ on, district: null, level, candidateKind: null })),
  );
  const answers = item === null ? [] : await mayAssessAll(context, { agencyId, filedItemId }, questions);
  return {
    item,
    sites,
    answers: answers.map((answer) => ({ examDay: answer.on, answer })),
  };
}
