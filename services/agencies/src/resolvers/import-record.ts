import type { ImportRecordResolvers } from '../generated/resolvers.js';

export const ImportRecord: ImportRecordResolvers = {
  id: ({ _id }) => _id,
};
