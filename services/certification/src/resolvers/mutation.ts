import type { MutationResolvers } from '../generated/resolvers.js';
import { comparisonMutations } from './comparison-root.js';
import { shareLinkMutations } from './share-link-mutation.js';

export const Mutation = {
  ...shareLinkMutations,
  ...comparisonMutations,
} satisfies MutationResolvers;
