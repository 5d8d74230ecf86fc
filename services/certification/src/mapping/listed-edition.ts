import type { Day, LevelNumber } from '@shanghai/kernel';

/** What kind of list an edition is, as the catalogue tells. One kind never replaces another (CAT-001). */
export type EditionKind = 'FILED_PROJECTS' | 'ROUND_SCOPE' | 'OPEN_CATALOGUE';

/** An item of an edition. */
export interface ListedItem {
  readonly itemId: string;
  readonly fullName: string;
  readonly nameKey: string;
  readonly levels: readonly LevelNumber[];
  /** The items that it was before or has become, in any edition. */
  readonly lineageIds: readonly string[];
}

/** 目录: a published list with its items, as the catalogue has told of it. */
export interface ListedEdition {
  /** Its name, such as 2025-03. */
  readonly _id: string;
  readonly kind: EditionKind;
  readonly effectiveOn: Day;
  readonly items: readonly ListedItem[];
}
