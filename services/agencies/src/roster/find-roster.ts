import type { Day, DistrictCode } from '@shanghai/kernel';
import { type Caller, rowsOf } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { findAgenciesInDistrict } from '../agency/agency-store.js';
import { findRosters } from './roster-store.js';
import type { StoredRoster } from './roster.js';

/**
 * The rosters of these agencies that a caller sees: an agency its own, a district those of the agencies that are registered in it
 * or have a site in it on the day (SPV-003), so none of who is not filed yet; others all. One command, and one more for a district.
 */
export async function findVisibleRosters(
  store: Connection,
  { scopes }: Pick<Caller, 'scopes'>,
  agencyIds: readonly string[],
  today: Day,
): Promise<readonly StoredRoster[]> {
  const { district, ...others } = scopes;
  const own = rowsOf({ scopes: others }, { agency: '_id' });
  if (district === undefined) return findRosters(store, agencyIds, own);
  const supervised = await findAgenciesInDistrict(store, agencyIds, district as DistrictCode, today);
  return findRosters(
    store,
    supervised.map(({ _id }) => _id),
    own,
  );
}
