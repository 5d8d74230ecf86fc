import type { FindingResolvers } from '../generated/resolvers.js';

export const Finding = {
  facts: ({ facts }) => Object.entries(facts).map(([name, value]) => ({ name, value: textOf(value) })),
  missingFact: (finding) => (finding.verdict === 'UNDETERMINED' ? finding.missing.message : null),
} satisfies FindingResolvers;

function textOf(value: string | number | boolean | null | readonly string[]): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? value.join('、') : String(value);
}
