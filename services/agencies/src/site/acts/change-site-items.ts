import { type Day, dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import type { FiledItem } from '../../item/filed-item.js';
import { type OnSite, type SiteActOutcome, performOnSite, siteVerb } from '../perform-on-site.js';
import { judgeSiteItems } from '../site-act-rules.js';
import { changedItems } from '../site-stay-rules.js';
import type { Site, SiteItem } from '../site.js';
import { findStandingItems, itemsNamed } from './register-site.js';

/**
 * 调整考核项目: the whole list anew. What it leaves out has its last day the day before; what it adds waits for the district
 * (SIT-001). A refused site is thereby proposed anew.
 */
export async function changeSiteItems(
  acting: Acting,
  on: OnSite,
  filedItemIds: readonly string[],
): Promise<SiteActOutcome> {
  const today = dayAt(acting.now);
  return performOnSite(
    acting,
    on,
    siteVerb<readonly FiledItem[]>({
      act: 'changeSiteItems',
      payload: { filedItemIds },
      facts: async ({ agencyId }, session) => findStandingItems(acting, agencyId, today, session),
      judge: (_site, standing) => judgeSiteItems({ filedItemIds, standing }, today),
      next: (site, standing) => ({ items: listed(site, itemsNamed(filedItemIds, standing), today), refusal: null }),
    }),
  );
}

/** Where no source printed the items, the first list tells what was examined there since the site is in use. */
function listed(
  { items, from }: Site,
  wanted: readonly Pick<SiteItem, 'subject' | 'fullName'>[],
  today: Day,
): readonly SiteItem[] {
  return items ? changedItems(items, wanted, today) : wanted.map((item) => ({ ...item, from, to: null }));
}
