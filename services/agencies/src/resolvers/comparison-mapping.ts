import type { ComparisonMappingResolvers } from '../generated/resolvers.js';
import { findFiledAgencies } from '../item/filed-agencies.js';
import { scopeOf } from './filed-scope.js';

export const ComparisonMapping: ComparisonMappingResolvers = {
  __resolveReference: (mapping) => mapping,
  certifyingAgencies: async ({ id }, { first, ...wanted }, context) =>
    findFiledAgencies(context, [id], scopeOf('mappingId', wanted, context), first),
};
