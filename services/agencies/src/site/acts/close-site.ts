import { type Day, addDays, dayAt } from '@shanghai/kernel';
import type { Acting } from '../../application/perform-on-application.js';
import { type OnSite, type SiteActOutcome, performOnSite, siteVerb } from '../perform-on-site.js';
import { judgeClosing } from '../site-act-rules.js';

/** 停用考核点: from a day on, today at the earliest. Its record stays, as do the days on which it was in use. */
export async function closeSite(
  acting: Acting,
  on: OnSite,
  { from, reason }: { readonly from: Day; readonly reason: string },
): Promise<SiteActOutcome> {
  return performOnSite(
    acting,
    on,
    siteVerb({
      act: 'closeSite',
      payload: { from, reason },
      reason,
      judge: () => [...judgeClosing(from, dayAt(acting.now))],
      next: () => ({ to: addDays(from, -1) }),
    }),
  );
}
