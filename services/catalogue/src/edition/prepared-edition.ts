import type { ItemKind, LevelNumber, OccupationCode } from '@shanghai/kernel';

/** An occupation that was listed and waits for the next edition (REC-017). */
export interface PreparedRow {
  /** The compared form of the full name, by which rows are one. */
  readonly key: string;
  readonly fullName: string;
  readonly occupation: string;
  readonly workType: string | null;
  readonly code: OccupationCode;
  readonly kind: ItemKind;
  /** From the lowest to the highest. */
  readonly levels: readonly LevelNumber[];
  /** The recommendations it comes from. */
  readonly recommendationIds: readonly string[];
}

/** 下一版目录: the rows that the next edition will add, in the order of listing. Publishing it takes them out. */
export interface PreparedEdition {
  readonly rows: readonly PreparedRow[];
}

/** With the number of acts there were on it. */
export interface StoredPreparedEdition extends PreparedEdition {
  readonly version: number;
}

/** The aggregate of the edition that is being prepared. It has no name of its own before it is published. */
export const PREPARED = 'edition/next';

/** The prepared rows with one more; the same occupation recommended by another is one row with the levels of both. */
export function withRow({ rows }: PreparedEdition, row: PreparedRow): PreparedEdition {
  const known = rows.find(({ key }) => key === row.key);
  if (!known) return { rows: [...rows, row] };
  const merged: PreparedRow = {
    ...known,
    levels: unionOf(known.levels, row.levels),
    recommendationIds: [...known.recommendationIds, ...row.recommendationIds],
  };
  return { rows: rows.map((one) => (one.key === row.key ? merged : one)) };
}

/** Levels of both, from the lowest to the highest. */
export function unionOf(one: readonly LevelNumber[], other: readonly LevelNumber[]): readonly LevelNumber[] {
  return [...new Set([...one, ...other])].sort((a, b) => b - a);
}
