import type { Day, DistrictCode } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { countedAs } from '../tally/tally.js';
import { openAlertsByRule } from './alert-counts.js';
import { countAgencies, countCases, countExpiries, countInspections, countOverdue } from './count-dashboard.js';
import type { DistrictDashboard } from './district-dashboard.js';

/**
 * The dashboard of a district: a bureau's is always that of its own, whichever it asks for; the city's is that of the district it
 * names, or of all.
 */
export function findDashboard(
  store: Connection,
  { scopes }: Pick<Caller, 'scopes'>,
  { district: asked, today }: { readonly district: DistrictCode | null; readonly today: Day },
): DistrictDashboard {
  const district = (scopes['district'] as DistrictCode | undefined) ?? asked;
  const of = countedAs({ ...scopes, ...(district !== null && { district }) });
  const counted = { of, today };
  return {
    district,
    today,
    agencies: async () => countAgencies(store, counted),
    expiries: async () => countExpiries(store, counted),
    cases: async () => countCases(store, counted),
    inspections: async () => countInspections(store, counted),
    overdueInspections: async () => countOverdue(store, counted),
    alerts: async () => openAlertsByRule(store, of),
  };
}
