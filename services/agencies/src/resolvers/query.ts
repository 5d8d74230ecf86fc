import { listImports } from '@shanghai/platform';
import { findAgency } from '../agency/find-agency.js';
import { listAgencies } from '../agency/list-agencies.js';
import { findFilingByReceipt } from '../filing/filing-store.js';
import type { QueryResolvers } from '../generated/resolvers.js';

export const Query: QueryResolvers = {
  agency: async (_parent, key, context) => findAgency(context, key),
  agencies: async (_parent, { first, after, asOf, ...filter }, context) =>
    listAgencies(context, { ...filter, asOf: asOf ?? context.today }, { first, after }),
  filing: async (_parent, { id }, { loaders }) => loaders.filing.load(id),
  filingByReceipt: async (_parent, { receiptNo }, { store }) => findFilingByReceipt(store, receiptNo),
  agencyImports: async (_parent, _arguments, { store }) => listImports(store),
};
