import { type DistrictCode, day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { ServedSubgraph } from '@shanghai/platform/testing';
import { changeSiteItems } from '../dist/site/acts/change-site-items.js';
import { closeSite } from '../dist/site/acts/close-site.js';
import { recommendSite } from '../dist/site/acts/recommend-site.js';
import { recordSurveillance } from '../dist/site/acts/record-surveillance.js';
import { refuseSiteRecommendation } from '../dist/site/acts/refuse-site-recommendation.js';
import { type NewSite, registerSite } from '../dist/site/acts/register-site.js';
import type { SiteActOutcome } from '../dist/site/perform-on-site.js';
import type { SiteAct, SiteStatus } from '../dist/site/site-machine.js';
import type { Site } from '../dist/site/site.js';
import { acting, newKey, people } from './application-life.js';
import { type HeldInvented, TODAY, agencyOf } from './filing-acts.js';

/** An act on a site that is there. */
export type LaterSiteAct = Exclude<SiteAct, 'registerSite'>;

/** What is changed of an attempt. */
export interface SiteAttempt {
  readonly by?: Caller;
  readonly at?: string;
  readonly key?: string;
  readonly version?: number;
  readonly filedItemIds?: readonly string[];
  readonly has?: boolean;
  readonly from?: string;
}

/** A site with the filing it belongs to. */
export interface HeldSite {
  readonly filing: HeldInvented;
  readonly site: Site;
}

/** Registers a site in 浦东 for the first item of a filing. */
export async function register(
  served: ServedSubgraph,
  filing: HeldInvented,
  { by = agencyOf(filing), at = TODAY, key = newKey(), ...changed }: SiteAttempt & Partial<NewSite> = {},
): Promise<SiteActOutcome> {
  const made = {
    ...{ name: '示例新考核点', address: '示例路9号', district: '310115' as DistrictCode, space: '示例场地' },
    ...{ filedItemIds: [filing.items[0]!._id], hasVideoSurveillance: true },
    ...changed,
  };
  return registerSite(acting(served, by, at), { ...made, idempotencyKey: key });
}

type Try = (served: ServedSubgraph, held: HeldSite, attempt?: SiteAttempt) => Promise<SiteActOutcome>;

/** Every later act, as it is lawfully done. */
export const siteActs: Readonly<Record<LaterSiteAct, Try>> = {
  recommendSite: async (served, { site }, { by = people.pudong, at = TODAY, ...rest } = {}) =>
    recommendSite(acting(served, by, at), onSite(site, rest)),
  refuseSiteRecommendation: async (served, { site }, { by = people.pudong, at = TODAY, ...rest } = {}) =>
    refuseSiteRecommendation(acting(served, by, at), onSite(site, rest), '示例原因'),
  changeSiteItems: async (served, { site, filing }, { by = agencyOf(filing), at = TODAY, ...rest } = {}) =>
    changeSiteItems(
      acting(served, by, at),
      onSite(site, rest),
      rest.filedItemIds ?? filing.items.map(({ _id }) => _id),
    ),
  recordSurveillance: async (
    served,
    { site, filing },
    { by = agencyOf(filing), at = TODAY, has = true, ...rest } = {},
  ) => recordSurveillance(acting(served, by, at), onSite(site, rest), has),
  closeSite: async (served, { site, filing }, { by = agencyOf(filing), at = TODAY, from = at, ...rest } = {}) =>
    closeSite(acting(served, by, at), onSite(site, rest), { from: day(from), reason: '示例原因' }),
};

/** A site in a state: registered and all that leads there on the day before. */
export async function siteThatIs(
  served: ServedSubgraph,
  filing: HeldInvented,
  status: SiteStatus | 'WAITING',
  at = '2027-02-28',
): Promise<HeldSite> {
  const steps: Readonly<Record<SiteStatus | 'WAITING', readonly LaterSiteAct[]>> = {
    PROPOSED: [],
    REFUSED: ['refuseSiteRecommendation'],
    IN_USE: ['recommendSite'],
    WAITING: ['recommendSite', 'changeSiteItems'],
    CLOSED: ['recommendSite', 'closeSite'],
  };
  let held = { filing, site: doneToSite(await register(served, filing, { at })) };
  for (const act of steps[status]) held = { filing, site: doneToSite(await siteActs[act](served, held, { at })) };
  return held;
}

/** The site as an act left it. */
export function doneToSite(outcome: SiteActOutcome): Site {
  if ('refusals' in outcome) throw new Error(`refused: ${siteRefusals(outcome).join(', ')}`);
  return outcome.site;
}

/** Why an act was refused, by rule and code; none when it was done. */
export function siteRefusals(outcome: SiteActOutcome): readonly string[] {
  return 'refusals' in outcome ? outcome.refusals.map(({ rule, code }) => `${rule} ${code}`) : [];
}

function onSite({ _id, version = 0 }: Site, given: SiteAttempt) {
  return { id: _id, version: given.version ?? version, idempotencyKey: given.key ?? newKey() };
}
