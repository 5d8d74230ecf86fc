import type { TerritorialReasonResolvers } from '../generated/resolvers.js';
import { MOST_SHOWN, explain } from '../territory/supervise-agency.js';

export const TerritorialReason = {
  limb: ({ row }) => row.limb,
  explanation: (reason) => explain(reason),
  siteIds: ({ sites }) => sites.slice(0, MOST_SHOWN).map(({ siteId }) => siteId),
  rule: ({ row }) => row.rule,
  clauses: ({ row }) => row.clauses,
} satisfies TerritorialReasonResolvers;
