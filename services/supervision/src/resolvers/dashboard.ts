import { findDistrict } from '@shanghai/kernel';
import { findDashboard } from '../dashboard/find-dashboard.js';
import type { DistrictDashboardResolvers, QueryResolvers } from '../generated/resolvers.js';

export const DistrictDashboard = {
  asOf: ({ today }) => today,
  district: ({ district }) => (district === null ? null : findDistrict(district)),
  agencies: async (dashboard) => dashboard.agencies(),
  expiries: async (dashboard) => dashboard.expiries(),
  cases: async (dashboard) => dashboard.cases(),
  inspections: async (dashboard) => dashboard.inspections(),
  overdueInspections: async (dashboard) => dashboard.overdueInspections(),
  alerts: async (dashboard) => dashboard.alerts(),
} satisfies DistrictDashboardResolvers;

/** What is counted for a bureau's morning. */
export const dashboardQueries = {
  districtDashboard: (_, { district }, { store, caller, today }) =>
    findDashboard(store, caller, { district: district ?? null, today }),
} satisfies QueryResolvers;
