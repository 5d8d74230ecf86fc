import { type Day, type Finding, type Refusal, refusalsOf, startOfDay } from '@shanghai/kernel';
import { badUserInput, codedError, instantAt } from '@shanghai/platform';
import { gatherSubmissionFacts } from './gather-submission-facts.js';
import type { Acting } from './perform-on-recommendation.js';
import type { RecommendationForm } from './recommendation-form.js';
import { findRecommendationsById, visibleTo } from './recommendation-store.js';
import { recommenderOf } from './recommender.js';
import { judgedForm } from './seal-form.js';
import type { SubmissionFacts } from './submission-facts.js';
import { judgeSubmission } from './submission-rules.js';

/** What every rule says of a recommendation, as if it were submitted. */
export interface RecommendationCheck {
  readonly at: Date;
  readonly findings: readonly Finding[];
  readonly refusals: readonly Refusal[];
}

const NOON_MS = 12 * 3_600_000;

/**
 * 推荐预检: judges a stored recommendation or a form by the code of the submission, and keeps nothing. Null when there is no
 * such recommendation in the caller's scope.
 * @throws GraphQLError BAD_USER_INPUT unless exactly one of the two is given
 */
export async function checkRecommendation(
  { store, caller, now }: Acting,
  { id, form, on }: { id: string | null; form: RecommendationForm | null; on: Day | null },
): Promise<RecommendationCheck | null> {
  if ((id === null) === (form === null))
    throw badUserInput('exactly one of id and form is needed', { argument: id === null ? 'form' : 'id' });
  const at = on === null ? now : instantAt(startOfDay(on).getTime() + NOON_MS);
  if (form !== null) {
    const recommender = recommenderOf(caller);
    if (!recommender) throw codedError('FORBIDDEN', `${caller.role} recommends nothing`);
    return checked(at, await gatherSubmissionFacts(store, { id, form: judgedForm(form), recommender }, at));
  }
  const [stored] = await findRecommendationsById(store, [id!], visibleTo(caller));
  if (!stored) return null;
  const { recommender } = stored;
  return checked(at, await gatherSubmissionFacts(store, { id, form: judgedForm(stored.form), recommender }, at));
}

function checked(at: Date, facts: SubmissionFacts): RecommendationCheck {
  const findings = judgeSubmission(facts);
  return { at, findings, refusals: refusalsOf(findings) };
}
