import { type Clause, clause } from '@shanghai/kernel';
import { evaluationRules } from './evaluation-rules.js';
import { objectionRule, publicityTerms } from './publicity-rules.js';
import type { RecommendationAct } from './recommendation-machine.js';
import { recommenderRules } from './recommender-rules.js';

const recommending = [...recommenderRules.recommenders.clauses, ...recommenderRules.recipient.clauses];
const evaluating = evaluationRules.methods.clauses;

/** 逾期不予受理 (REC-007): the one ground that is printed for taking nothing. */
export const refusalGrounds: readonly Clause[] = [clause('沪人社职〔2025〕76号', '一（三）1', '逾期不予受理')];

/** On what each act of machine 1 rests. */
export const actGrounds: Readonly<Record<RecommendationAct, readonly Clause[]>> = {
  draftRecommendation: recommending,
  reviseRecommendation: recommending,
  submitRecommendation: recommending,
  withdrawRecommendation: recommending,
  refuseRecommendation: refusalGrounds,
  startExpertEvaluation: evaluating,
  failExpertEvaluation: [...evaluating, ...evaluationRules.suitable.clauses],
  passExpertEvaluation: [...evaluating, ...evaluationRules.suitable.clauses, ...publicityTerms[0].clauses],
  objectToRecommendation: publicityTerms[0].clauses,
  dismissRecommendationObjection: objectionRule.clauses,
  upholdRecommendationObjection: objectionRule.clauses,
  listRecommendation: objectionRule.clauses,
};
