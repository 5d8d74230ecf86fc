import { dayAt } from '@shanghai/kernel';
import { gatherSubmissionFacts } from '../gather-submission-facts.js';
import {
  type Acting,
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import { nameOf, recommenderOf } from '../recommender.js';
import { judgedForm } from '../seal-form.js';
import { judgeSubmission } from '../submission-rules.js';
import { roundOn } from '../window-rules.js';

/** 提交推荐: to the Centre alone (REC-002), every rule at once, on the day of the submission (REC-007). */
export async function submitRecommendation(acting: Acting, on: OnRecommendation): Promise<RecommendationOutcome> {
  const { store, caller, now } = acting;
  const recommender = recommenderOf(caller);
  return performOnRecommendation(
    acting,
    on,
    verb({
      act: 'submitRecommendation',
      // The places in a form rest on its other rows (REC-010).
      guards: recommender ? [`recommender/${nameOf(recommender)}`] : [],
      facts: async ({ _id, form, recommender: by }, session) =>
        gatherSubmissionFacts(store, { id: _id, form: judgedForm(form), recommender: by }, now, session),
      judge: (_recommendation, facts) => judgeSubmission(facts),
      next: (_recommendation, { rounds }) => ({ submittedAt: now, roundId: roundOn(rounds, dayAt(now))!._id }),
    }),
  );
}
