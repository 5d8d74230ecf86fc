import { findDistrict } from '@shanghai/kernel';
import type { RegisterRowResolvers, RegisterSiteResolvers } from '../generated/resolvers.js';
import { stateOn } from '../filing/filing-state-rules.js';
import { changesBetween, historyOfPeriods } from '../public-register/register-change-rules.js';

export const RegisterRow: RegisterRowResolvers = {
  filing: async ({ period }, _arguments, { loaders }) => (await loaders.filing.load(period.filingId))!,
  agency: async ({ period }, _arguments, { loaders }) => (await loaders.agency.load(period.agencyId))!,
  agencyName: ({ period }) => period.agencyName,
  type: ({ period }) => period.type,
  authority: ({ period }) => period.authority?.body ?? null,
  authorityDistrict: ({ period: { authority } }) => (authority?.district ? findDistrict(authority.district) : null),
  receiptNo: ({ period }) => period.receiptNo,
  validFrom: ({ period }) => period.validFrom,
  validTo: ({ period }) => period.validTo,
  state: async ({ period, asOf }, _arguments, { loaders }) =>
    stateOn((await loaders.filing.load(period.filingId))!.facts, asOf)!,
  items: ({ period }) => period.items,
  sites: ({ period }) => period.sites,
  synthetic: ({ period }) => period.synthetic,
  changes: async ({ period, asOf, changedSince }, _arguments, { loaders }) =>
    changedSince === null
      ? null
      : changesBetween(await loaders.registerPeriodsOfFiling.load(period.filingId), changedSince, asOf),
  history: async ({ period, asOf }, _arguments, { loaders }) =>
    historyOfPeriods(await loaders.registerPeriodsOfFiling.load(period.filingId), asOf),
};

export const RegisterSite: RegisterSiteResolvers = {
  district: ({ district }) => findDistrict(district)!,
};
