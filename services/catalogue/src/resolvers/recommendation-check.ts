import type { RecommendationCheckResolvers } from '../generated/resolvers.js';

export const RecommendationCheck = {
  maySubmit: ({ refusals }) => refusals.length === 0,
  findings: ({ findings }, { verdict }) =>
    verdict == null ? findings : findings.filter((finding) => verdict.includes(finding.verdict)),
} satisfies RecommendationCheckResolvers;
