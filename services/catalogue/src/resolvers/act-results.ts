import { refusedOr } from '@shanghai/platform';
import type {
  EditionResultResolvers,
  RecommendationActResultResolvers,
  RecommendationObjectionResultResolvers,
} from '../generated/resolvers.js';

export const RecommendationActResult: RecommendationActResultResolvers = refusedOr('RecommendationActDone');

export const RecommendationObjectionResult: RecommendationObjectionResultResolvers = refusedOr(
  'RecommendationObjectionRaised',
);

export const EditionResult: EditionResultResolvers = refusedOr('EditionPublished');
