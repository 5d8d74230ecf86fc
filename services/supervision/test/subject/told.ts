import { type Day, day, findDistrict } from '@shanghai/kernel';
import type { PublishedEvent } from '@shanghai/platform/testing';
import type { SubjectBody, SubjectFiling, SubjectSite } from '../../dist/subject/subject.js';

export const PUDONG = findDistrict('310115')!.code;
export const HUANGPU = findDistrict('310101')!.code;
export const XUHUI = findDistrict('310104')!.code;

/** An agency as agencies tell of it: by default an enterprise that Pudong filed on 10 March 2025, without sites. */
export interface Told extends SubjectBody {
  readonly agencyId: string;
  readonly filings: readonly SubjectFiling[];
  readonly sites: readonly SubjectSite[];
}

export function told(over: Partial<Told> = {}): Told {
  const agencyId = over.agencyId ?? 'agency-1';
  return {
    agencyId,
    name: `示例企业${agencyId}`,
    type: 'ENTERPRISE',
    registrationDistrict: HUANGPU,
    sitesKnown: true,
    synthetic: true,
    filings: [toldFiling({ filingId: `filing-of-${agencyId}` })],
    sites: [],
    ...over,
  };
}

/** A filing by the bureau of Pudong from 10 March 2025, for three years. */
export function toldFiling(
  over: Partial<SubjectFiling> & { from?: Day; district?: typeof PUDONG } = {},
): SubjectFiling {
  const { from = day('2025-03-10'), district = PUDONG, ...changed } = over;
  return {
    filingId: 'filing-1',
    authority: { body: 'DISTRICT_BUREAU', district },
    facts: { listedOn: null, periods: [{ from, to: day('2028-03-09') }], suspensions: [], termination: null },
    standing: { from, to: day('2028-03-09') },
    version: 0,
    ...changed,
  };
}

/** A site in Xuhui from 10 March 2025. */
export function toldSite(over: Partial<SubjectSite> = {}): SubjectSite {
  return {
    siteId: 'site-1',
    name: '示例考核点',
    district: XUHUI,
    from: day('2025-03-10'),
    to: null,
    version: 0,
    ...over,
  };
}

/** The event that tells of loaded agencies. */
export function loaded(agencies: readonly Told[], part = 'synthetic/0'): PublishedEvent {
  return { type: 'agencies.loaded', payload: { part, agencies } };
}

/** The event that tells of a filing that was made, with its agency. */
export function filingCreated(
  { filings: [filing], sites, ...agency }: Told,
  supportedBy: readonly string[] = [],
): PublishedEvent {
  const { agencyId } = agency;
  return {
    type: 'filing.created',
    aggregate: `filing/${filing!.filingId}`,
    payload: { ...filing, agencyId, agency, sites, supportedBy },
  };
}

/** The event that tells of a filing that has changed. */
export function filingChanged(agencyId: string, filing: SubjectFiling): PublishedEvent {
  return {
    type: 'filing.changed',
    aggregate: `filing/${filing.filingId}`,
    version: filing.version,
    payload: { ...filing, agencyId },
  };
}

/** The event that tells of a site. */
export function siteChanged(agencyId: string, site: SubjectSite): PublishedEvent {
  return {
    type: 'site.changed',
    aggregate: `site/${site.siteId}`,
    version: site.version,
    payload: { ...site, agencyId },
  };
}
