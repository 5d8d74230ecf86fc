import {
  type RecommendationForm,
  draftRecommendation,
  findRecommendationsById,
  formFiles,
  recommendationIdOf,
} from '@shanghai/catalogue';
import { type Role, day } from '@shanghai/kernel';
import { type ActingWith, INDUSTRY, actingAs, refusalIn } from './acting-as.js';
import { type RecommendationPlan, type RecommendationStep, recommendationPlans } from './invented-recommendations.js';

/**
 * Makes the invented recommendations that are not there yet, each by its acts on their own days: like the invented applications,
 * and like these they stay. The store is that of the catalogue. Gives a line for each that was refused.
 */
export async function makeRecommendations(making: ActingWith): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const plan of recommendationPlans) {
    const [known] = await findRecommendationsById(making.store, [inventedRecommendationId(plan)], {});
    const refusal = known ? null : await makeRecommendation(making, plan);
    if (refusal !== null) lines.push(`population: the invented recommendation ${plan.no} was refused: ${refusal}`);
  }
  return lines;
}

/** The id of an invented recommendation. */
export function inventedRecommendationId(plan: RecommendationPlan): string {
  const { district } = plan;
  const recommender =
    district === null
      ? ({ kind: 'INDUSTRY_AUTHORITY', authority: INDUSTRY, district } as const)
      : ({ kind: 'DISTRICT_BUREAU', authority: null, district } as const);
  return recommendationIdOf(recommender, keyOf(plan));
}

/** Why an act of it was refused; null when all were done. */
async function makeRecommendation(making: ActingWith, plan: RecommendationPlan): Promise<string | null> {
  const draft: RecommendationStep = {
    day: day(plan.draftedOn),
    by: recommenderRole(plan),
    act: async (acting) => draftRecommendation(acting, { form: inventForm(plan), idempotencyKey: keyOf(plan) }),
  };
  const on = { id: inventedRecommendationId(plan), version: null, idempotencyKey: null };
  for (const step of [draft, ...plan.steps]) {
    const refusal = refusalIn(await step.act(actingAs(making, actorOf(plan, step)), on));
    if (refusal !== null) return `${step.day} ${refusal}`;
  }
  return null;
}

/** A step of the recommender is done by whoever recommends. */
function actorOf(plan: RecommendationPlan, { day: on, by }: RecommendationStep) {
  const { district } = plan;
  if (by !== 'INDUSTRY_AUTHORITY' && by !== 'DISTRICT_BUREAU') return { day: on, by };
  return { day: on, by: recommenderRole(plan), ...(district !== null && { district }) };
}

function recommenderRole({ district }: RecommendationPlan): Role {
  return district === null ? 'INDUSTRY_AUTHORITY' : 'DISTRICT_BUREAU';
}

/** A row that no rule refuses; nobody in it is a real person, and no list has its occupation. */
function inventForm({ no, occupation, draftedOn }: RecommendationPlan): RecommendationForm {
  return {
    formNo: `示例推荐-${no}`,
    priority: 1,
    code: `4-99-99-${String(no).padStart(2, '0')}`,
    occupation,
    ...{ workType: null, workTypeReason: null, standing: 'NEW_OCCUPATION' },
    ...{ standardName: `${occupation}国家职业标准`, standardVersion: '2024年版' },
    ...{ isAccessLicence: false, isShortage: false, industries: ['家政服务'], otherIndustry: null },
    expectedHeadcounts: [200, 300, 400],
    reason: '示例：行业调研',
    levelExtensionReason: null,
    ...{ contactName: '示例丁', contactPhone: '13900000077', filledOn: draftedOn },
    files: formFiles.map(({ type, label, mediaTypes }, at) => ({
      type,
      name: label,
      mediaType: mediaTypes[0]!,
      sizeBytes: 1_000 * (at + 1),
      // Of no file: it only has to be written as one.
      sha256: `${no}f${at}`.padStart(64, '0'),
      reference: `示例/推荐/${no}/${at + 1}`,
    })),
  };
}

function keyOf({ no }: RecommendationPlan): string {
  return `invented-recommendation-${no}`;
}
