import {
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import type { RecommendationForm } from '../recommendation-form.js';
import { fingerprintForm, sealForm } from '../seal-form.js';
import type { Drafting } from './draft-recommendation.js';

/** 修改推荐草稿: another row takes the place of the draft's. */
export async function reviseRecommendation(
  drafting: Drafting,
  on: OnRecommendation,
  form: RecommendationForm,
): Promise<RecommendationOutcome> {
  const { sealer } = drafting;
  return performOnRecommendation(
    drafting,
    on,
    verb({
      act: 'reviseRecommendation',
      payload: fingerprintForm(sealer, form),
      next: () => ({ form: sealForm(sealer, form) }),
    }),
  );
}
