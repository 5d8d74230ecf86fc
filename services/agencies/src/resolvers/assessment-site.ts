import { findDistrict } from '@shanghai/kernel';
import type { AssessmentSiteResolvers } from '../generated/resolvers.js';

export const AssessmentSite: AssessmentSiteResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.site.load(id),
  id: ({ _id }) => _id,
  agency: async ({ agencyId }, _arguments, { loaders }) => (await loaders.agency.load(agencyId))!,
  district: ({ district }) => findDistrict(district)!,
};
