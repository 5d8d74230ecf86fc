import type { CountedItem } from './coverage-rules.js';

/** A catalogue item as the catalogue names it here; the lineage comes only with fields that ask for it. */
export interface ItemReference {
  readonly id: string;
  readonly lineageIds?: readonly string[] | null;
}

/** An edition with the lineages of its items, which come only with fields that ask for them. */
export interface EditionReference {
  readonly id: string;
  readonly itemLineages?: readonly CountedItem[] | null;
}

/** A comparison mapping. */
export interface MappingReference {
  readonly id: string;
}
