import type { ImportRecordResolvers } from '../generated/resolvers.js';

export const importRecord: ImportRecordResolvers = {
  id: ({ _id }) => _id,
};
