import { annexRowId, findLevel } from '@shanghai/kernel';
import type { ComparisonMappingResolvers } from '../generated/resolvers.js';

export const ComparisonMapping = {
  __resolveReference: async ({ id }, { loaders }) => loaders.mapping.load(id),
  id: ({ _id }) => _id,
  level: ({ level }) => findLevel(level)!.id,
  target: ({ occupationFullName }) => ({ id: occupationFullName }),
  sourceRow: ({ notice, annex, row }) => ({ id: annexRowId({ notice, annex, row }) }),
} satisfies ComparisonMappingResolvers;
