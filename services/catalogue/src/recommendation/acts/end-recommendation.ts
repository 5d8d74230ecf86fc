import {
  type Acting,
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';

type Ending = 'withdrawRecommendation' | 'refuseRecommendation' | 'failExpertEvaluation';

/** 撤回推荐: by the recommender, for any reason or none. */
export async function withdrawRecommendation(
  acting: Acting,
  on: OnRecommendation,
  reason: string | null,
): Promise<RecommendationOutcome> {
  return end('withdrawRecommendation', acting, on, reason);
}

/** 不予受理: the Centre does not take it, for a formal defect. */
export async function refuseRecommendation(
  acting: Acting,
  on: OnRecommendation,
  reason: string,
): Promise<RecommendationOutcome> {
  return end('refuseRecommendation', acting, on, reason);
}

/** 专家评估未通过: it is not selected, and locks nobody: it may be recommended again in a later window. */
export async function failExpertEvaluation(
  acting: Acting,
  on: OnRecommendation,
  reason: string,
): Promise<RecommendationOutcome> {
  return end('failExpertEvaluation', acting, on, reason);
}

async function end(
  act: Ending,
  acting: Acting,
  on: OnRecommendation,
  reason: string | null,
): Promise<RecommendationOutcome> {
  return performOnRecommendation(
    acting,
    on,
    verb({
      act,
      payload: { reason },
      reason,
      next: ({ evaluation }) => ({
        endReason: reason,
        evaluation:
          act === 'failExpertEvaluation' && evaluation
            ? { ...evaluation, result: 'FAILED', decidedAt: acting.now }
            : evaluation,
      }),
    }),
  );
}
