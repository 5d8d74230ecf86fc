import { pageOfList } from '@shanghai/platform';
import { findLevel } from '@shanghai/kernel';
import { diffAdvice } from '../edition/compare-editions.js';
import { diffKinds } from '../edition/edition-diff-rules.js';
import type { EditionDiffEntryResolvers, EditionDiffResolvers } from '../generated/resolvers.js';

export const EditionDiff = {
  codesComparable: ({ entries }) =>
    entries.some(({ from }) => (from?.code ?? null) !== null) && entries.some(({ to }) => (to?.code ?? null) !== null),
  counts: ({ entries }) =>
    diffKinds.map((kind) => {
      const ofKind = entries.filter((entry) => entry.kind === kind);
      return {
        kind,
        count: ofKind.length,
        levelsChanged: ofKind.filter(({ levelsChanged }) => levelsChanged).length,
        codeChanged: ofKind.filter(({ codeChanged }) => codeChanged).length,
      };
    }),
  advice: () => diffAdvice.message,
  clauses: () => diffAdvice.clauses,
  entries: ({ from, to, entries }, { kinds, majorGroup, ...page }) => {
    const wanted = entries.filter(
      (entry) =>
        (kinds == null || kinds.includes(entry.kind)) &&
        (majorGroup == null || (entry.to?.code ?? entry.from?.code)?.startsWith(`${majorGroup}-`)),
    );
    return pageOfList(page, { from: from.id, to: to.id, kinds, majorGroup }, wanted);
  },
} satisfies EditionDiffResolvers;

export const EditionDiffEntry = {
  levelsGained: ({ levelsGained }) => levelsGained.map((level) => findLevel(level)!.id),
  levelsLost: ({ levelsLost }) => levelsLost.map((level) => findLevel(level)!.id),
} satisfies EditionDiffEntryResolvers;
