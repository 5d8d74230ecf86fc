import { findDistrict } from '@shanghai/kernel';
import type { AssessmentSiteResolvers } from '../generated/resolvers.js';
import { siteActsOpenTo } from '../site/open-site-acts.js';
import { siteItemsOn, siteStatusOn, surveillanceOn, waitingItems } from '../site/site-stay-rules.js';
import { historyOfSite } from './history.js';

export const AssessmentSite: AssessmentSiteResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.site.load(id),
  id: ({ _id }) => _id,
  version: ({ version }) => version ?? 0,
  agency: async ({ agencyId }, _arguments, { loaders }) => (await loaders.agency.load(agencyId))!,
  district: ({ district }) => findDistrict(district)!,
  status: (site, { asOf }, { today }) => siteStatusOn(site, asOf ?? today),
  items: (site, { asOf }, { today }) => siteItemsOn(site, asOf ?? today),
  waitingItems: (site) => waitingItems(site),
  hasVideoSurveillance: (site, { asOf }, { today }) =>
    surveillanceOn(site, asOf ?? today)?.hasVideoSurveillance ?? null,
  space: ({ space }) => space ?? null,
  recommendedOn: ({ recommendation }) => recommendation?.on ?? null,
  refusalReason: ({ refusal }) => refusal?.reason ?? null,
  remarks: ({ remarks }) => remarks ?? [],
  availableActs: (site, _arguments, { caller, today }) => siteActsOpenTo(caller, site, today),
  history: async ({ _id }, page, context) => historyOfSite(context, _id, page),
};
