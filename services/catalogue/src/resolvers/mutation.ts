import { levelNumber } from '@shanghai/kernel';
import { publishEdition } from '../edition/publish-edition.js';
import type { MutationResolvers } from '../generated/resolvers.js';
import {
  dismissRecommendationObjection,
  upholdRecommendationObjection,
} from '../recommendation/acts/decide-objection.js';
import { draftRecommendation } from '../recommendation/acts/draft-recommendation.js';
import {
  failExpertEvaluation,
  refuseRecommendation,
  withdrawRecommendation,
} from '../recommendation/acts/end-recommendation.js';
import { listRecommendation } from '../recommendation/acts/list-recommendation.js';
import { objectToRecommendation } from '../recommendation/acts/object-to-recommendation.js';
import { passExpertEvaluation } from '../recommendation/acts/pass-expert-evaluation.js';
import { reviseRecommendation } from '../recommendation/acts/revise-recommendation.js';
import { startExpertEvaluation } from '../recommendation/acts/start-expert-evaluation.js';
import { submitRecommendation } from '../recommendation/acts/submit-recommendation.js';
import { unmaskRecommendationContact } from '../recommendation/unmask-contact.js';
import { formOf, given, shortList } from './recommendation-form-input.js';
import { statementOf } from './edition-statement-input.js';

const MOST = { methods: 10, panel: 20, relations: 20, levels: 7 } as const;

export const Mutation = {
  draftRecommendation: async (_root, { form, idempotencyKey }, context) =>
    draftRecommendation(context, { form: formOf(form), idempotencyKey }),
  reviseRecommendation: async (_root, { form, ...on }, context) => reviseRecommendation(context, on, formOf(form)),
  submitRecommendation: async (_root, on, context) => submitRecommendation(context, on),
  withdrawRecommendation: async (_root, { reason, ...on }, context) =>
    withdrawRecommendation(context, on, reason ?? null),
  refuseRecommendation: async (_root, { reason, ...on }, context) =>
    refuseRecommendation(context, on, given('reason', reason)),
  startExpertEvaluation: async (_root, { methods, panel, ...on }, context) =>
    startExpertEvaluation(context, on, {
      methods: shortList('methods', methods, MOST.methods).map(({ kind, text }) => ({ kind, text: text ?? null })),
      panel: shortList('panel', panel, MOST.panel).map(({ relatedTo = [], ...member }) => ({
        ...member,
        relatedTo: shortList('panel.relatedTo', relatedTo, MOST.relations),
      })),
    }),
  failExpertEvaluation: async (_root, { reason, ...on }, context) =>
    failExpertEvaluation(context, on, given('reason', reason)),
  passExpertEvaluation: async (_root, { levels, ...on }, context) =>
    passExpertEvaluation(context, on, shortList('levels', levels, MOST.levels).map(levelNumber)),
  objectToRecommendation: async (_root, { id, text, contact, idempotencyKey }, context) => {
    const raised = { id, text: given('text', text), contact: given('contact', contact), idempotencyKey };
    const outcome = await objectToRecommendation(context, raised);
    if ('refusals' in outcome) return outcome;
    return { no: outcome.recommendation.objections.length, occupation: outcome.recommendation };
  },
  dismissRecommendationObjection: async (_root, { objectionNo, reason, ...on }, context) =>
    dismissRecommendationObjection(context, on, { objectionNo, reason: given('reason', reason) }),
  upholdRecommendationObjection: async (_root, { objectionNo, reason, ...on }, context) =>
    upholdRecommendationObjection(context, on, { objectionNo, reason: given('reason', reason) }),
  listRecommendation: async (_root, on, context) => listRecommendation(context, on),
  unmaskRecommendationContact: async (_root, { objectionNo, ...asked }, context) =>
    unmaskRecommendationContact(context, { ...asked, objectionNo: objectionNo ?? null }),
  publishEdition: async (_root, { idempotencyKey, ...input }, context) =>
    publishEdition(context, { ...statementOf(input), idempotencyKey }),
} satisfies MutationResolvers;
