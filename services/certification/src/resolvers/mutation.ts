import type { MutationResolvers } from '../generated/resolvers.js';
import { shareLinkMutations } from './share-link-mutation.js';

export const Mutation = {
  ...shareLinkMutations,
} satisfies MutationResolvers;
