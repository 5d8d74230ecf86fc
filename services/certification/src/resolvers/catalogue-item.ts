import { isWithin, nameKey } from '@shanghai/kernel';
import type { CatalogueItemResolvers } from '../generated/resolvers.js';

/** A list inside a list is short; `comparisonMappings(text:)` pages through more. */
const MOST_MAPPINGS = 10;

export const CatalogueItem = {
  // What the gateway sends is all there is to know of an item here.
  __resolveReference: (item) => item,
  comparisonMappings: async ({ fullName }, { asOf }, { loaders, today }) => {
    const mappings = await loaders.mappingsOfOccupation.load(nameKey(fullName));
    return mappings.filter(({ from, to }) => isWithin(asOf ?? today, from, to)).slice(0, MOST_MAPPINGS);
  },
} satisfies CatalogueItemResolvers;
