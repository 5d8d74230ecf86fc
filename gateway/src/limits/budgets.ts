import type { Role } from '@shanghai/kernel';

/**
 * What one operation of a role may cost. The named operations with pages of twenty cost the public a few thousand; an analyst
 * reads the whole of a list in few requests.
 */
export const costBudgets: Readonly<Record<Role, number>> = {
  PUBLIC: 10_000,
  AGENCY: 20_000,
  INDUSTRY_AUTHORITY: 20_000,
  SUPERIOR_AUTHORITY: 20_000,
  DISTRICT_BUREAU: 20_000,
  CENTRE: 50_000,
  BUREAU: 50_000,
  ANALYST: 100_000,
  AUDITOR: 50_000,
};

/** How many requests a role may send in a minute: one caller, or one address where there is no token. */
export const ratesPerMinute: Readonly<Record<Role, number>> = {
  PUBLIC: 6_000,
  AGENCY: 6_000,
  INDUSTRY_AUTHORITY: 6_000,
  SUPERIOR_AUTHORITY: 6_000,
  DISTRICT_BUREAU: 6_000,
  CENTRE: 12_000,
  BUREAU: 12_000,
  ANALYST: 12_000,
  AUDITOR: 6_000,
};

/** How many records a role may look up in a minute by what stands on them, beside its requests: a person checks a few (SECURITY 6). */
export const lookupsPerMinute: Readonly<Record<Role, number>> = {
  PUBLIC: 60,
  AGENCY: 60,
  INDUSTRY_AUTHORITY: 60,
  SUPERIOR_AUTHORITY: 60,
  DISTRICT_BUREAU: 300,
  CENTRE: 600,
  BUREAU: 600,
  ANALYST: 60,
  AUDITOR: 300,
};

/** The row of a role; of one that is not known, that of the public. */
export function rowOf<T>(table: Readonly<Record<Role, T>>, role: string): T {
  return Object.hasOwn(table, role) ? table[role as Role] : table.PUBLIC;
}
