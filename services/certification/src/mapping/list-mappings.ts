import { type Page, type PageArguments, type PageRequest, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { ComparisonMapping } from './comparison-mapping.js';
import { type MappingFilter, countMappings, findMappingPage, mappingOrder } from './mapping-store.js';

/** A page whose count is read only when it is asked for. */
export type MappingPage = Page<ComparisonMapping, () => Promise<number>>;

/** Mappings in force on a day, in the order of the annexes. */
export async function listMappings(
  connection: Connection,
  filter: MappingFilter,
  page: PageArguments,
): Promise<MappingPage> {
  const request: PageRequest<ComparisonMapping> = { page, order: mappingOrder, filter };
  const rows = await findMappingPage(connection, filter, pageQuery(request));
  return pageOf(request, rows, () => countMappings(connection, filter));
}
