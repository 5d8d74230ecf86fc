import { type Day, isWithin } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import type { Agency, AgencyType } from '../agency/agency.js';
import { findAgenciesById } from '../agency/agency-store.js';
import type { Filing } from '../filing/filing.js';
import { findFilingsOfAgencies } from '../filing/filing-store.js';
import type { RosterCase } from './roster-facts.js';

/**
 * How the roster of an agency is judged on a day: as what it is filed as, or else as an applicant for comparison, for whom the
 * rules are written; or as another type that is asked for.
 */
export function rosterCaseOf(
  { agency, filings }: { readonly agency: Pick<Agency, 'nature' | 'type'> | null; readonly filings: readonly Filing[] },
  on: Day,
  asType: AgencyType | null = null,
): RosterCase {
  const standing = filings.filter(({ standing: { from, to } }) => isWithin(on, from, to));
  const type = asType ?? standing[0]?.facts.type ?? agency?.type ?? 'COMPARISON';
  const filing = standing.find(({ facts }) => facts.type === type);
  return { on, type, nature: agency?.nature ?? null, filedOn: filing?.standing.from ?? null };
}

/** The same, looked up: two commands. */
export async function findRosterCase(
  store: Connection,
  agencyId: string,
  on: Day,
  session?: ClientSession,
): Promise<RosterCase> {
  const [agency = null] = await findAgenciesById(store, [agencyId], session);
  return rosterCaseOf({ agency, filings: await findFilingsOfAgencies(store, [agencyId], session) }, on);
}

/** The first day of the filing for comparison that stands on a day; null where there is none. */
export function comparisonSince(filings: readonly Filing[], on: Day): Day | null {
  return rosterCaseOf({ agency: null, filings }, on, 'COMPARISON').filedOn;
}
