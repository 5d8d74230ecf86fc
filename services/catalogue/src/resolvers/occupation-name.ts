import type { OccupationNameResolvers } from '../generated/resolvers.js';
import { findByName } from '../item/resolve-name.js';

export const OccupationName = {
  __resolveReference: ({ id }) => ({ id }),
  resolution: async ({ id }, { asOf }, context) => findByName(context, id, asOf ?? context.today),
} satisfies OccupationNameResolvers;
