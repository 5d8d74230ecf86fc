import type { ClauseResolvers } from '../generated/resolvers.js';

export const Clause = {
  notice: ({ notice }) => ({ id: notice }),
} satisfies ClauseResolvers;
