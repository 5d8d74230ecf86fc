import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type OnSite, type SiteActOutcome, performOnSite, siteVerb } from '../perform-on-site.js';

/** 区人社部门不予推荐: with its reason. A site in use stays as it is, without the items that waited (SIT-001, PR). */
export async function refuseSiteRecommendation(acting: Acting, on: OnSite, reason: string): Promise<SiteActOutcome> {
  return performOnSite(
    acting,
    on,
    siteVerb({
      act: 'refuseSiteRecommendation',
      payload: { reason },
      reason,
      next: ({ from, items = [] }) =>
        from === null
          ? { refusal: { on: dayAt(acting.now), reason } }
          : { items: items.filter((item) => item.from !== null) },
    }),
  );
}
