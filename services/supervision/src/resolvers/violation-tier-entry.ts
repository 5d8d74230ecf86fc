import type { ViolationTierEntryResolvers } from '../generated/resolvers.js';
import { forbiddenMeasures } from '../violation/tier-rules.js';

export const ViolationTierEntry = {
  forbidden: (row) => forbiddenMeasures(row),
} satisfies ViolationTierEntryResolvers;
