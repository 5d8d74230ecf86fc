import { type DistrictCode, day, nameKey } from '@shanghai/kernel';
import type { ServedSubgraph } from '@shanghai/platform/testing';
import { draftEvaluationPlan } from '../dist/evaluation-plan/acts/draft-evaluation-plan.js';
import { publishEvaluationPlan } from '../dist/evaluation-plan/acts/publish-evaluation-plan.js';
import type { PlanContent, StoredPlan } from '../dist/evaluation-plan/evaluation-plan.js';
import type { PlanOutcome } from '../dist/evaluation-plan/perform-on-plan.js';
import type { FilingFacts } from '../dist/filing/filing.js';
import { storeSyntheticAgencies } from '../dist/synthetic/synthetic-store.js';
import { acting, newKey } from './application-life.js';
import { filed } from './facts.js';
import { invented } from './invented.js';
import { doneRecord, ofAgency, onRecord } from './record-acts.js';

/** The day on which plans are made, and the days they are for. */
export const TODAY = '2026-07-01';
export const EXAM = '2026-08-20';

let agencies = 5_000;

/** An agency that may evaluate: its filing, its item and its site. */
export interface Evaluator {
  readonly agencyId: string;
  readonly filedItemId: string;
  readonly itemName: string;
  readonly siteId: string;
}

/** What is changed of an agency: in force since 2024-05-10 with a site in Pudong by default. */
export interface ChangedEvaluator {
  readonly facts?: FilingFacts;
  readonly district?: DistrictCode;
  readonly itemId?: string;
  readonly restricted?: boolean;
}

/** An invented agency that is filed for one item at levels 5 to 3. */
export async function evaluator(served: ServedSubgraph, changed: ChangedEvaluator = {}): Promise<Evaluator> {
  const no = (agencies += 1);
  const itemName = `示例评价项目${no}`;
  const register = invented({
    no,
    facts: changed.facts ?? filed(),
    items: [{ fullName: itemName, nameKey: nameKey(itemName), itemId: changed.itemId ?? null }],
    siteDistricts: [changed.district ?? '310115'],
  });
  await storeSyntheticAgencies(served.connection, register);
  return {
    agencyId: register.agencies[0]!._id,
    filedItemId: register.filedItems[0]!._id,
    itemName,
    siteId: register.sites[0]!._id,
  };
}

/** A plan that can be published. */
export function planOf({ siteId }: Pick<Evaluator, 'siteId'>, changed: Partial<PlanContent> = {}): PlanContent {
  return {
    levels: [4, 3],
    siteIds: [siteId],
    examDays: [day(EXAM)],
    applicationFrom: day('2026-07-10'),
    applicationTo: day('2026-08-10'),
    applicationKinds: ['GROUP', 'INDIVIDUAL'],
    conditions: '符合国家职业标准的申报条件',
    plan: '上午理论，下午技能',
    fees: '每人300元',
    contactInformation: '示例路1号，021-00000000',
    trainingLinks: [],
    ...changed,
  };
}

/** Drafts a plan of an agency. */
export async function draft(
  served: ServedSubgraph,
  one: Evaluator,
  changed: Partial<PlanContent> = {},
  at = TODAY,
): Promise<PlanOutcome> {
  const content = planOf(one, changed);
  const by = acting(served, ofAgency(one.agencyId), at);
  return draftEvaluationPlan(by, { filedItemId: one.filedItemId, content, idempotencyKey: newKey() });
}

/** Publishes a plan that was drafted. */
export async function publish(served: ServedSubgraph, plan: StoredPlan, at = TODAY): Promise<PlanOutcome> {
  return publishEvaluationPlan(acting(served, ofAgency(plan.agencyId), at), onRecord(plan));
}

/** A plan before the public. */
export async function published(
  served: ServedSubgraph,
  changed: ChangedEvaluator = {},
  content: Partial<PlanContent> = {},
): Promise<StoredPlan> {
  const one = await evaluator(served, changed);
  return doneRecord(await publish(served, doneRecord(await draft(served, one, content))));
}
