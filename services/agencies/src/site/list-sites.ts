import type { DistrictCode } from '@shanghai/kernel';
import { type Caller, type Order, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import { countWaitingSites, findWaitingSitePage } from './site-store.js';
import type { Site } from './site.js';

/** One page of sites; they are counted at once or when the number is asked for. */
export type SitePage = Page<Site, number | (() => Promise<number>)>;

const oldestFirst: Order<Site> = [
  // Only what an act has registered waits for anybody.
  { field: 'registeredOn', direction: 'asc', of: ({ registeredOn }) => registeredOn ?? '' },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The sites that wait for the recommendation of the caller's district, the oldest first; none for who is no district bureau. */
export async function listWaitingSites({ store, caller }: Context, page: PageArguments): Promise<SitePage> {
  const district =
    caller.role === 'DISTRICT_BUREAU' ? (caller.scopes['district'] as DistrictCode | undefined) : undefined;
  const request = { page, order: oldestFirst, filter: { list: 'waitingSites', district: district ?? null } };
  const query = pageQuery(request);
  const rows = district === undefined ? [] : await findWaitingSitePage(store, district, query);
  return pageOf(request, rows, async () => (district === undefined ? 0 : countWaitingSites(store, district)));
}

/** Whether somebody sees a site before it is in use: its agency, its district, and who sees the city. */
export function takesPartInSite({ role, scopes }: Pick<Caller, 'role' | 'scopes'>, site: Site): boolean {
  if (role === 'AGENCY') return scopes['agency'] === site.agencyId;
  if (role === 'DISTRICT_BUREAU') return scopes['district'] === site.district;
  return true;
}
