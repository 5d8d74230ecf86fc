import type { DrawBasis, DrawnInspector } from './draw-record.js';

/** The inspectors who can be drawn for a subject, in the order of their numbers. */
export function eligibleFor({ inspectors, recusals }: DrawBasis, entryId: string): readonly DrawnInspector[] {
  const out = new Set(recusals.filter((one) => one.entryId === entryId).map(({ inspectorNo }) => inspectorNo));
  return sortedBy(
    inspectors.filter(({ inspectorNo }) => !out.has(inspectorNo)),
    ({ inspectorNo }) => inspectorNo,
  );
}

/** By code units: the same on every machine. */
export function sortedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
