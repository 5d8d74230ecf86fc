import type {
  EditionResultResolvers,
  RecommendationActResultResolvers,
  RecommendationObjectionResultResolvers,
} from '../generated/resolvers.js';

export const RecommendationActResult: RecommendationActResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'RecommendationActDone'),
};

export const RecommendationObjectionResult: RecommendationObjectionResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'RecommendationObjectionRaised'),
};

export const EditionResult: EditionResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'EditionPublished'),
};
