import type { CaseOptionsResolvers } from '../generated/resolvers.js';

export const CaseOptions = {
  // The register of certificates does not tell yet which were issued under which filing.
  certificateIds: () => null,
} satisfies CaseOptionsResolvers;
