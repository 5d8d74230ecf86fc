import type { QueryResolvers } from '../generated/resolvers.js';
import { inspectionKinds, inspectionMethods, inspectionTopics } from '../inspection/inspection-rules.js';
import { supervisionDuties } from '../territory/supervision-duties.js';
import { tiersOn } from '../violation/tier-rules.js';

export const Query = {
  supervisionDuties: () => supervisionDuties,
  inspectionKinds: () => inspectionKinds,
  inspectionMethods: () => inspectionMethods,
  inspectionTopics: () => inspectionTopics,
  violationTiers: (_, { asOf }, { today }) => tiersOn(asOf ?? today),
} satisfies QueryResolvers;
