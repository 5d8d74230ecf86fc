import type { ImportRecordResolvers } from '../generated/resolvers.js';

export const importRecord = {
  id: ({ _id }) => _id,
} satisfies ImportRecordResolvers;
