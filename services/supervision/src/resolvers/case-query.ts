import { findCaseOptions } from '../case/find-case-options.js';
import { listCases } from '../case/list-cases.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { listRestrictions } from '../restriction/list-restrictions.js';
import { findViolationLists } from '../violation-list/violation-list-store.js';

/** What is asked of cases and restrictions. */
export const caseQueries = {
  violationCases: async (_parent, { first, after, status, effectMissing, ...filter }, context) =>
    listCases(context, { ...filter, statuses: status, isEffectMissing: effectMissing }, { first, after }),
  violationCase: async (_parent, { id }, { loaders }) => loaders.violationCase.load(id),
  restrictions: async (_parent, { first, after, ...filter }, context) =>
    listRestrictions(context, filter, { first, after }),
  caseOptions: async (_parent, { agencyId, actOn, siteId, filingId }, context) =>
    findCaseOptions(context, {
      agencyId,
      actOn: actOn ?? context.today,
      siteId: siteId ?? null,
      filingId: filingId ?? null,
    }),
  violationLists: async (_parent, { asOf }, { store, today }) => findViolationLists(store, asOf ?? today),
} satisfies QueryResolvers;
