import { refusedOr } from '@shanghai/platform';
import type {
  ApplicationActResultResolvers,
  FilingActResultResolvers,
  ObjectionResultResolvers,
  SelectionRoundResultResolvers,
  SiteActResultResolvers,
  UnmaskResultResolvers,
} from '../generated/resolvers.js';

/** What an act gives is what it did, or why it did nothing. */
export const ApplicationActResult: ApplicationActResultResolvers = refusedOr('ApplicationActDone');

export const SelectionRoundResult: SelectionRoundResultResolvers = refusedOr('SelectionRoundDone');

export const FilingActResult: FilingActResultResolvers = refusedOr('FilingActDone');

export const SiteActResult: SiteActResultResolvers = refusedOr('SiteActDone');

export const ObjectionResult: ObjectionResultResolvers = refusedOr('ObjectionRaised');

export const UnmaskResult: UnmaskResultResolvers = refusedOr('Unmasked');
