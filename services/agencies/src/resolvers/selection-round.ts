import { isWithin } from '@shanghai/kernel';
import type { SelectionRoundResolvers } from '../generated/resolvers.js';
import { historyOfRound } from './history.js';

export const SelectionRound: SelectionRoundResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.round.load(id),
  id: ({ _id }) => _id,
  notice: ({ notice }) => ({ id: notice }),
  isOpen: ({ opensOn, closesOn }, { asOf }, { today }) => isWithin(asOf ?? today, opensOn, closesOn),
  scopeEdition: ({ scopeEdition }) => (scopeEdition === null ? null : { id: scopeEdition }),
  scopeItemCount: ({ scopeItemIds }) => scopeItemIds?.length ?? null,
  history: async ({ _id }, page, context) => historyOfRound(context, _id, page),
};
