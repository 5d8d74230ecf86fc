import { type ObjectionDecision, judgeObjectionDecision, withDecision } from '@shanghai/kernel';
import {
  type Acting,
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import { objectionRule } from '../publicity-rules.js';
import type { Recommendation } from '../recommendation.js';

/** 异议不成立: publicity goes on (REC-017, PR). */
export async function dismissRecommendationObjection(
  acting: Acting,
  on: OnRecommendation,
  decision: ObjectionDecision,
): Promise<RecommendationOutcome> {
  return performOnRecommendation(
    acting,
    on,
    verb({
      ...deciding(decision),
      act: 'dismissRecommendationObjection',
      next: ({ objections }) => ({ objections: withDecision(objections, decision, 'DISMISSED', acting.now) }),
    }),
  );
}

/** 异议成立: the experts evaluate again, and what was publicised is no more (REC-017, PR). */
export async function upholdRecommendationObjection(
  acting: Acting,
  on: OnRecommendation,
  decision: ObjectionDecision,
): Promise<RecommendationOutcome> {
  return performOnRecommendation(
    acting,
    on,
    verb({
      ...deciding(decision),
      act: 'upholdRecommendationObjection',
      next: ({ objections, evaluation }) => ({
        objections: withDecision(objections, decision, 'UPHELD', acting.now),
        evaluation: { ...evaluation!, result: null, levels: [], decidedAt: null },
        publicity: null,
      }),
    }),
  );
}

function deciding(decision: ObjectionDecision) {
  return {
    payload: decision,
    reason: decision.reason,
    judge: ({ objections }: Recommendation) => [
      judgeObjectionDecision(objectionRule, objections, decision.objectionNo),
    ],
  };
}
