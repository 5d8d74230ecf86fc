import type { CatalogueItemResolvers } from '../generated/resolvers.js';
import { findFiledAgencies } from '../item/filed-agencies.js';
import { scopeOf } from './filed-scope.js';

export const CatalogueItem: CatalogueItemResolvers = {
  __resolveReference: (item) => item,
  filedAgencies: async ({ id, lineageIds }, { followSuccessions, first, ...wanted }, context) => {
    const ids = followSuccessions === false ? [id] : [id, ...(lineageIds ?? [])];
    return findFiledAgencies(context, ids, scopeOf('itemId', wanted, context), first);
  },
};
