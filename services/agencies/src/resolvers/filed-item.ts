import { levelId } from '@shanghai/kernel';
import type { FiledItemResolvers } from '../generated/resolvers.js';

export const FiledItem: FiledItemResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.filedItem.load(id),
  id: ({ _id }) => _id,
  filing: async ({ filingId }, _arguments, { loaders }) => (await loaders.filing.load(filingId))!,
  agency: async ({ agencyId }, _arguments, { loaders }) => (await loaders.agency.load(agencyId))!,
  levels: ({ levels, topGrades = [] }) => [...levels.map(levelId), ...topGrades],
  item: ({ itemId }) => (itemId === null ? null : { id: itemId }),
  mapping: ({ mappingId }) => (mappingId === null ? null : { id: mappingId }),
  sourceRow: ({ sourceRow }) => (sourceRow === null ? null : { id: sourceRow }),
};
