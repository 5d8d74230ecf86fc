import { isWithin } from '@shanghai/kernel';
import type { SelectionRoundResolvers } from '../generated/resolvers.js';
import { scopeEditionOn } from '../round/round-rules.js';
import { historyOfRound } from './history.js';

export const SelectionRound: SelectionRoundResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.round.load(id),
  id: ({ _id }) => _id,
  notice: ({ notice }) => ({ id: notice }),
  isOpen: ({ opensOn, closesOn }, { asOf }, { today }) => isWithin(asOf ?? today, opensOn, closesOn),
  scopeEdition: async (round, _arguments, { loaders, today }) => {
    if (round.scopeEdition === null) return null;
    const days = [round.opensOn, today, round.closesOn].sort();
    return { id: scopeEditionOn(days[1]!, round, await loaders.editions.load('all'))! };
  },
  scopeItemCount: ({ scopeItemIds }) => scopeItemIds?.length ?? null,
  history: async ({ _id }, page, context) => historyOfRound(context, _id, page),
};
