import type { Deadline, DeadlineKind } from '../deadline/deadline.js';

/** How many deadlines there are of each kind; of what does not occur there is no row. */
export function countByKind(
  deadlines: readonly Deadline[],
): readonly { readonly kind: DeadlineKind; readonly count: number }[] {
  const kinds = [...new Set(deadlines.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => ({ kind, count: deadlines.filter((one) => one.kind === kind).length }));
}
