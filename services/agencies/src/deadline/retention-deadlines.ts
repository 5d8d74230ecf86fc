import { type Day, addDays, isWithin } from '@shanghai/kernel';
import type { Agency } from '../agency/agency.js';
import type { Context } from '../context.js';
import type { Deadline } from './deadline.js';
import { deadlineOfRetention } from './retention-deadline-rules.js';

/** How far ahead materials are looked for. */
const DAYS_AHEAD = 90;
const OF_THE_CITY: readonly string[] = ['CENTRE', 'BUREAU', 'ANALYST', 'AUDITOR'];

/** What of an agency's materials reaches its last day soon, for who may see them; nothing for others. */
export async function retentionDeadlines(
  { caller, loaders }: Pick<Context, 'caller' | 'loaders'>,
  agency: Agency,
  asOf: Day,
): Promise<readonly Deadline[]> {
  if (!mayKnow(caller, agency, asOf)) return [];
  const found = await loaders.endingRetentions({ from: asOf, to: addDays(asOf, DAYS_AHEAD) }).load(agency._id);
  return found.map(deadlineOfRetention);
}

function mayKnow(
  { role, scopes }: Pick<Context['caller'], 'role' | 'scopes'>,
  { _id, registrationDistrict, siteStays }: Agency,
  on: Day,
): boolean {
  if (role === 'AGENCY') return scopes['agency'] === _id;
  if (role !== 'DISTRICT_BUREAU') return OF_THE_CITY.includes(role);
  const own = scopes['district'];
  return (
    registrationDistrict === own || siteStays.some((one) => one.district === own && isWithin(on, one.from, one.to))
  );
}
