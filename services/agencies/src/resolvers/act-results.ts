import type {
  ApplicationActResultResolvers,
  FilingActResultResolvers,
  ObjectionResultResolvers,
  SelectionRoundResultResolvers,
  UnmaskResultResolvers,
} from '../generated/resolvers.js';

/** What an act gives is what it did, or why it did nothing. */
export const ApplicationActResult: ApplicationActResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'ApplicationActDone'),
};

export const SelectionRoundResult: SelectionRoundResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'SelectionRoundDone'),
};

export const FilingActResult: FilingActResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'FilingActDone'),
};

export const ObjectionResult: ObjectionResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'ObjectionRaised'),
};

export const UnmaskResult: UnmaskResultResolvers = {
  __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : 'Unmasked'),
};
