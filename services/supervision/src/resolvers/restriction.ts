import type { RestrictionResolvers, ViolationListResolvers } from '../generated/resolvers.js';
import { restrictionStatusOn } from '../restriction/restriction-rules.js';

export const Restriction = {
  id: ({ _id }) => _id,
  agency: ({ agencyId }) => ({ id: agencyId }),
  status: (restriction, { asOf }, { today }) => restrictionStatusOn(restriction, asOf ?? today),
} satisfies RestrictionResolvers;

export const ViolationList = {
  id: ({ _id }) => _id,
} satisfies ViolationListResolvers;
