import type { Day } from '@shanghai/kernel';

/** What kind of list an edition is, as the catalogue tells. One kind never replaces another (CAT-001). */
export type EditionKind = 'FILED_PROJECTS' | 'ROUND_SCOPE' | 'OPEN_CATALOGUE';

/** An edition that has arrived. */
export interface ArrivedEdition {
  readonly edition: string;
  readonly kind: EditionKind;
  readonly effectiveOn: Day;
}

/** The newest catalogue open to application that is in force on a day, of those that have arrived; null when there is none. */
export function openEditionOn(editions: readonly ArrivedEdition[], on: Day): string | null {
  const open = editions.filter(({ kind, effectiveOn }) => kind === 'OPEN_CATALOGUE' && effectiveOn <= on);
  return open.toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1)).at(-1)?.edition ?? null;
}
