import type { Day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { Actor } from '../application/application-machine.js';
import type { Site } from './site.js';
import { judgeSiteStep } from './site-act-rules.js';
import { siteTransitions } from './site-machine.js';

/** The mutations that the machine of sites opens to a caller on a site now, in its order. What their rules say, the acts tell. */
export function siteActsOpenTo(
  { role, scopes }: Pick<Caller, 'role' | 'scopes'>,
  site: Site,
  today: Day,
): readonly string[] {
  if (role === 'AGENCY' && scopes['agency'] !== site.agencyId) return [];
  const by = { role: role as Actor, district: scopes['district'] ?? null };
  return siteTransitions.map(({ act }) => act).filter((act) => judgeSiteStep(act, site, by, today) === null);
}
