import { type Order, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import type { Agency } from './agency.js';
import { type AgencyFilter, countAgencies, findAgencyPage } from './agency-store.js';

/** One page of agencies; they are counted when the number is asked for. */
export type AgencyPage = Page<Agency, () => Promise<number>>;

const byName: Order<Agency> = [
  { field: 'nameKey', direction: 'asc', of: ({ nameKey }) => nameKey },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** Agencies in the order of their names. */
export async function listAgencies(
  { store, loaders }: Context,
  filter: AgencyFilter,
  page: PageArguments,
): Promise<AgencyPage> {
  // Without a district the day decides nothing, and a cursor of yesterday serves on.
  const bound = filter.district == null ? { ...filter, asOf: null } : filter;
  const request = { page, order: byName, filter: bound };
  const rows = await findAgencyPage(store, filter, pageQuery(request));
  for (const agency of rows) loaders.agency.prime(agency._id, agency);
  return pageOf(request, rows, async () => countAgencies(store, filter));
}
