import { day, findDistrict } from '@shanghai/kernel';
import type { FilingAuthorityPeriod, SitePeriod, TerritorialFacts } from '../dist/territory/territorial-rules.js';

export const PUDONG = findDistrict('310115')!.code;
export const HUANGPU = findDistrict('310101')!.code;
export const XUHUI = findDistrict('310104')!.code;

/** The facts of an agency that the Centre filed, registered in Huangpu, without sites. */
export function facts(over: Partial<TerritorialFacts> = {}): TerritorialFacts {
  return {
    type: 'ENTERPRISE',
    filedBy: [{ authority: 'CENTRE', from: day('2024-05-01'), to: null }],
    registrationDistrict: HUANGPU,
    sites: [],
    sitesKnown: true,
    ...over,
  };
}

/** A filing by the bureau of Pudong from 10 March to 20 June 2025. */
export function filing(over: Partial<FilingAuthorityPeriod> = {}): FilingAuthorityPeriod {
  return { authority: 'DISTRICT_BUREAU', district: PUDONG, from: day('2025-03-10'), to: day('2025-06-20'), ...over };
}

/** A site in Pudong from 10 March to 20 June 2025. */
export function site(over: Partial<SitePeriod> = {}): SitePeriod {
  return {
    siteId: 'site-1',
    name: '示例考核点',
    district: PUDONG,
    from: day('2025-03-10'),
    to: day('2025-06-20'),
    ...over,
  };
}
