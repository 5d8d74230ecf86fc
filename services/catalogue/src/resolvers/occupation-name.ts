import { catalogueOn } from '../edition/editions.js';
import type { OccupationNameResolvers } from '../generated/resolvers.js';
import { findByName } from '../item/resolve-name.js';

export const OccupationName = {
  __resolveReference: ({ id }) => ({ id }),
  resolution: async ({ id }, { asOf }, context) =>
    findByName(context, id, catalogueOn(await context.editions(), asOf ?? context.today)),
} satisfies OccupationNameResolvers;
