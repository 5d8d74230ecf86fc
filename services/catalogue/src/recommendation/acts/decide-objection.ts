import {
  type Acting,
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import { judgeObjectionDecision } from '../publicity-rules.js';
import type { Objection, Recommendation } from '../recommendation.js';

/** How an objection is decided. */
export interface ObjectionDecision {
  readonly objectionNo: number;
  readonly reason: string;
}

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
      next: ({ objections }) => ({ objections: decided(objections, decision, 'DISMISSED', acting.now) }),
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
        objections: decided(objections, decision, 'UPHELD', acting.now),
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
    judge: ({ objections }: Recommendation) => [judgeObjectionDecision(objections, decision.objectionNo)],
  };
}

function decided(
  objections: readonly Objection[],
  { objectionNo, reason }: ObjectionDecision,
  status: 'DISMISSED' | 'UPHELD',
  decidedAt: Date,
): readonly Objection[] {
  return objections.map((one) => (one.no === objectionNo ? { ...one, status, reason, decidedAt } : one));
}
