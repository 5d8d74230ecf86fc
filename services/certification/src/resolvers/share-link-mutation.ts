import type { MutationResolvers } from '../generated/resolvers.js';
import { createShareLink } from '../verification/create-share-link.js';
import { openShareLink } from '../verification/open-share-link.js';
import { revokeShareLink } from '../verification/revoke-share-link.js';

/** What holders do with links, and who follows them. */
export const shareLinkMutations = {
  createShareLink: async (_parent, asked, context) => {
    const outcome = await createShareLink(context, asked);
    return 'refusals' in outcome ? outcome : { ...outcome.secrets, ...outcome };
  },
  openShareLink: async (_parent, asked, context) => {
    const outcome = await openShareLink(context, asked);
    return 'refusals' in outcome ? outcome : { ...outcome, expiresAt: outcome.link.expiresAt };
  },
  revokeShareLink: async (_parent, asked, context) => revokeShareLink(context, asked),
} satisfies MutationResolvers;
