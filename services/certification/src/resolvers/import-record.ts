import type { ImportRecordResolvers } from '../generated/resolvers.js';

export const ImportRecord = {
  id: ({ _id }) => _id,
} satisfies ImportRecordResolvers;
