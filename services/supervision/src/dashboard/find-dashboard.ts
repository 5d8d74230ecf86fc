import type { Day, DistrictCode } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { countCasesByState, countInspectionsOfYear, countOverdueInspections } from './act-count-store.js';
import { openAlertsByRule } from './alert-counts.js';
import type { DistrictDashboard } from './district-dashboard.js';
import { countAgencies, countExpiries } from './subject-count-store.js';

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
  const scoped = { scopes: { ...scopes, ...(district !== null && { district }) } };
  const scope = { district, today };
  return {
    ...scope,
    agencies: async () => countAgencies(store, scope),
    expiries: async () => countExpiries(store, scope),
    cases: async () => countCasesByState(store, scoped, today),
    inspections: async () => countInspectionsOfYear(store, scoped, today),
    overdueInspections: async () => countOverdueInspections(store, scoped, today),
    alerts: async () => openAlertsByRule(store, scoped),
  };
}
