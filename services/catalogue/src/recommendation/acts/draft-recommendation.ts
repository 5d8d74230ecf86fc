import { refusalsOf, stableId } from '@shanghai/kernel';
import { type Sealer, reasonsOfRefusals, recordRefusedAct } from '@shanghai/platform';
import {
  type Acting,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import type { RecommendationForm } from '../recommendation-form.js';
import type { Recommendation, Recommender, StoredForm } from '../recommendation.js';
import { judgeRecommender } from '../recommender-rules.js';
import { nameOf, recommenderOf } from '../recommender.js';
import { fingerprintForm, sealForm } from '../seal-form.js';

/** Who writes down whom: `sealer` keeps persons from who has no business with them. */
export interface Drafting extends Acting {
  readonly sealer: Sealer;
}

/** 起草推荐: by a recommender, for its own field or district (REC-001); what is blank is not yet a fault. */
export async function draftRecommendation(
  drafting: Drafting,
  { form, idempotencyKey }: { readonly form: RecommendationForm; readonly idempotencyKey: string },
): Promise<RecommendationOutcome> {
  const { sealer, caller, now } = drafting;
  const recommender = recommenderOf(caller);
  if (!recommender) return refuse(drafting);
  const id = recommendationIdOf(recommender, idempotencyKey);
  return performOnRecommendation(
    drafting,
    { id, version: 0, idempotencyKey },
    verb({
      act: 'draftRecommendation',
      payload: fingerprintForm(sealer, form),
      blank: blankRecommendation(id, recommender, sealForm(sealer, form), now),
      judge: () => [judgeRecommender(caller.role)],
    }),
  );
}

/** The id of what a recommender drafts: from the key, so that a retry names the same recommendation. */
export function recommendationIdOf(recommender: Recommender, idempotencyKey: string): string {
  return stableId('recommendation', recommender.kind, nameOf(recommender), idempotencyKey);
}

/** Who is no recommender has none to draft; that it was asked for stands in the audit like any other refusal. */
async function refuse({ store, caller: { role, subject, scopes }, now: at }: Drafting): Promise<RecommendationOutcome> {
  const refusals = refusalsOf([judgeRecommender(role)]);
  const asked = { role, subject, scopes, at, act: 'draftRecommendation', aggregate: null };
  await recordRefusedAct(store, { ...asked, ...reasonsOfRefusals(refusals) });
  return { refusals };
}

function blankRecommendation(_id: string, recommender: Recommender, form: StoredForm, now: Date): Recommendation {
  return {
    _id,
    status: 'DRAFT',
    since: now,
    draftedAt: now,
    recommender,
    form,
    submittedAt: null,
    roundId: null,
    remarks: [],
    evaluation: null,
    publicity: null,
    objections: [],
    endReason: null,
  };
}
