import { judgeMethods, judgePanel } from '../evaluation-rules.js';
import {
  type Acting,
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import type { EvaluationMethod, PanelMember } from '../recommendation.js';
import { nameOf } from '../recommender.js';

/** 开始专家评估: by named methods, and by experts none of whom is related to the recommender (REC-015, EXP-003). */
export async function startExpertEvaluation(
  acting: Acting,
  on: OnRecommendation,
  { methods, panel }: { readonly methods: readonly EvaluationMethod[]; readonly panel: readonly PanelMember[] },
): Promise<RecommendationOutcome> {
  return performOnRecommendation(
    acting,
    on,
    verb({
      act: 'startExpertEvaluation',
      payload: { methods, panel },
      judge: ({ recommender }) => [...judgeMethods(methods), ...judgePanel(panel, nameOf(recommender))],
      next: () => ({
        evaluation: { methods, panel, startedAt: acting.now, result: null, levels: [], decidedAt: null },
      }),
    }),
  );
}
