import { dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type OnSite, type SiteActOutcome, performOnSite, siteVerb } from '../perform-on-site.js';
import { judgeRecommendable } from '../site-act-rules.js';

/** 区人社部门推荐考核点: from that day on the site counts, with every item that waited (SIT-001, AGY-007a, AGY-007b). */
export async function recommendSite(acting: Acting, on: OnSite): Promise<SiteActOutcome> {
  const today = dayAt(acting.now);
  return performOnSite(
    acting,
    on,
    siteVerb({
      act: 'recommendSite',
      judge: (site) => judgeRecommendable(site, today),
      next: ({ district, from, items = [] }) => ({
        from: from ?? today,
        items: items.map((item) => (item.from === null ? { ...item, from: today } : item)),
        recommendation: { district, on: today },
        refusal: null,
      }),
    }),
  );
}
