import { type Day, type DistrictCode, dayAt, isWithin, stableId } from '@shanghai/kernel';
import type { ClientSession } from 'mongoose';
import { findAgencyById } from '../../agency/agency-store.js';
import type { Agency } from '../../agency/agency.js';
import type { Acting } from '../../application/perform-on-application.js';
import { scopeOf } from '../../application/scope-of.js';
import { findFiledItemsOfAgencies } from '../../item/filed-item-store.js';
import { type FiledItem, subjectOf } from '../../item/filed-item.js';
import { type SiteActOutcome, noSuchSite, performOnSite, siteVerb } from '../perform-on-site.js';
import { judgeNewSite } from '../site-act-rules.js';
import { findSitesOfAgencies } from '../site-store.js';
import type { Site } from '../site.js';
import { siteStatusOn } from '../site-stay-rules.js';

/** What an agency says of a new site. */
export interface NewSite extends Pick<Site, 'name' | 'address'> {
  readonly district: DistrictCode;
  /** The filed items that are to be examined there. */
  readonly filedItemIds: readonly string[];
  readonly hasVideoSurveillance: boolean;
  readonly space: string | null;
}

interface StandingFacts {
  readonly agency: Agency;
  readonly standing: readonly FiledItem[];
  readonly others: readonly Site[];
}

/** 登记考核点: the agency proposes a site for items that it is filed for; its district recommends it (SIT-001). */
export async function registerSite(
  acting: Acting,
  { idempotencyKey, ...made }: NewSite & { readonly idempotencyKey: string },
): Promise<SiteActOutcome> {
  const { caller, now } = acting;
  const on = dayAt(now);
  const agencyId = scopeOf(caller, 'agency');
  // From the key, so that a retry names the same site.
  const id = stableId('site', agencyId, idempotencyKey);
  const { name, address, district, space, filedItemIds } = made;
  return performOnSite(
    acting,
    { id, version: 0, idempotencyKey },
    siteVerb<StandingFacts>({
      act: 'registerSite',
      payload: made,
      blank: {
        ...{ _id: id, agencyId, name, address, district, space, from: null, to: null, synthetic: false },
        ...{ registeredOn: on, items: [], recommendation: null, refusal: null },
        surveillance: [{ on, hasVideoSurveillance: made.hasVideoSurveillance }],
      },
      facts: async (_site, session) => gatherFacts(acting, agencyId, on, session),
      judge: (site, facts) => judgeNewSite({ site, filedItemIds, ...facts }, on),
      next: (_site, { agency, standing }) => ({
        synthetic: agency.synthetic,
        items: itemsNamed(filedItemIds, standing).map((item) => ({ ...item, from: null, to: null })),
      }),
    }),
  );
}

/** The items of a site by the ids of filed items, each once whatever its levels. */
export function itemsNamed(
  filedItemIds: readonly string[],
  standing: readonly FiledItem[],
): readonly { readonly subject: string; readonly fullName: string }[] {
  const named = standing.filter(({ _id }) => filedItemIds.includes(_id));
  return [...new Map(named.map((item) => [subjectOf(item), item.fullName]))].map(([subject, fullName]) => ({
    subject,
    fullName,
  }));
}

/** The filed items of an agency that stand on a day. */
export async function findStandingItems(
  { store }: Pick<Acting, 'store'>,
  agencyId: string,
  on: Day,
  session: ClientSession,
): Promise<readonly FiledItem[]> {
  const items = await findFiledItemsOfAgencies(store, [agencyId], session);
  return items.filter(({ standing }) => isWithin(on, standing.from, standing.to));
}

async function gatherFacts(
  { store }: Acting,
  agencyId: string,
  on: Day,
  session: ClientSession,
): Promise<StandingFacts> {
  const agency = await findAgencyById(store, agencyId, session);
  // A body that was never filed has no sites; only its application proposes some.
  if (!agency) throw noSuchSite();
  const sites = await findSitesOfAgencies(store, [agencyId], session);
  return {
    agency,
    standing: await findStandingItems({ store }, agencyId, on, session),
    others: sites.filter((site) => siteStatusOn(site, on) !== 'CLOSED'),
  };
}
