import { catalogueRowsOf } from '@shanghai/catalogue';
import type { CatalogueRows } from '../dist/invented-items.js';

/** The two catalogues that invented agencies are filed under. */
export async function readCatalogue(): Promise<CatalogueRows> {
  const editions = ['2024-01', '2025-03'];
  return new Map(await Promise.all(editions.map(async (id) => [id, (await catalogueRowsOf(id))!] as const)));
}
