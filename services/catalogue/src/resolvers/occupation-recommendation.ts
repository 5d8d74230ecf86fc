import { findDistrict, levelId, maskPhone } from '@shanghai/kernel';
import { historyPage } from '@shanghai/platform';
import type {
  ExpertEvaluationResolvers,
  OccupationRecommendationResolvers,
  OccupationRecommenderResolvers,
  RecommendationFormResolvers,
  RecommendationObjectionResolvers,
} from '../generated/resolvers.js';
import { isInvented } from '../recommendation/recommendation-form.js';
import { actsOpenTo } from '../recommendation/recommendation-machine.js';
import { nameOf } from '../recommendation/recommender.js';
import { sealedFields } from '../recommendation/seal-form.js';

export const OccupationRecommendation = {
  __resolveReference: async ({ id }, { loaders }) => loaders.recommendation.load(id),
  id: ({ _id }) => _id,
  synthetic: ({ form }) => isInvented(form),
  round: ({ roundId }) => (roundId === null ? null : { id: roundId }),
  publicity: (recommendation) => (recommendation.publicity ? recommendation : null),
  availableActs: ({ status }, _arguments, { caller }) => actsOpenTo(caller.role, status),
  history: async ({ _id }, page, { store, loaders }) => {
    const aggregate = `recommendation/${_id}`;
    return historyPage(store, aggregate, page, async (first) => loaders.historyStart(first).load(aggregate));
  },
} satisfies OccupationRecommendationResolvers;

export const OccupationRecommender = {
  name: (recommender) => nameOf(recommender),
  district: ({ district }) => (district === null ? null : findDistrict(district)),
} satisfies OccupationRecommenderResolvers;

export const RecommendationForm = {
  contactName: ({ contactName }, _arguments, { sealer }) =>
    contactName && maskName(sealer.open(sealedFields.contact, contactName)),
  contactPhone: ({ contactPhone }, _arguments, { sealer }) =>
    contactPhone && maskPhone(sealer.open(sealedFields.contact, contactPhone)),
} satisfies RecommendationFormResolvers;

export const ExpertEvaluation = {
  methods: ({ methods }) => methods.map(({ kind }) => kind),
  panelSize: ({ panel }) => panel.length,
  passed: ({ result }) => (result === null ? null : result === 'PASSED'),
  levels: ({ levels }) => levels.map(levelId),
} satisfies ExpertEvaluationResolvers;

export const RecommendationObjection = {
  contact: ({ contact }, _arguments, { sealer }) => maskPhone(sealer.open(sealedFields.objector, contact)),
} satisfies RecommendationObjectionResolvers;

/** The first character, and stars: 王**. */
function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return `${first}${'*'.repeat(Math.min(rest.length, 3))}`;
}
