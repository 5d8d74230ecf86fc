import type { ItemKind, LevelNumber, OccupationCode } from '@shanghai/kernel';
import { annexedEditions, findEdition } from '../edition/editions.js';
import { readAnnex } from './read-annex.js';

/** What an edition prints of one item, as others need it who only name items. */
export interface CatalogueRow {
  readonly edition: string;
  readonly fullName: string;
  readonly code: OccupationCode | null;
  /** From the lowest to the highest; none for a special ability. */
  readonly levels: readonly LevelNumber[];
  readonly kind: ItemKind;
}

const ownData = new URL('../../data/', import.meta.url);

/** The items of an edition in the order of their first rows, from its data file; null when there is no such edition or the file is faulty. */
export async function catalogueRowsOf(editionId: string): Promise<readonly CatalogueRow[] | null> {
  const edition = findEdition(annexedEditions, editionId);
  const annex = edition && (await readAnnex(edition, ownData));
  if (!annex?.ok) return null;
  const byKey = new Map(annex.rows.toReversed().map((row) => [row.key, row]));
  return annex.rows
    .filter((row) => byKey.get(row.key) === row)
    .map(({ fullName, code, levels, kind }) => ({ edition: editionId, fullName, code, levels, kind }));
}
