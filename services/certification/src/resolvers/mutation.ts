import type { MutationResolvers } from '../generated/resolvers.js';
import { batchMutations } from './certificate-batch.js';
import { certificateMutations } from './certificate-mutation.js';
import { comparisonMutations } from './comparison-root.js';
import { shareLinkMutations } from './share-link-mutation.js';

export const Mutation = {
  ...shareLinkMutations,
  ...comparisonMutations,
  ...certificateMutations,
  ...batchMutations,
} satisfies MutationResolvers;
