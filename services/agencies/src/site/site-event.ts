import type { Day } from '@shanghai/kernel';
import type { JournalEvent } from '@shanghai/platform';
import type { Site } from './site.js';
import type { SiteAct } from './site-machine.js';
import { siteStatusOn } from './site-stay-rules.js';

/** What others are told of a site that has changed: where it is, since when it counts and for what, and never who a person is. */
export function siteChanged(act: SiteAct | 'issueReceipt' | 'fileApplication', site: Site, on: Day): JournalEvent {
  const { _id: siteId, agencyId, name, district, from, to, items = null } = site;
  return {
    type: 'site.changed',
    payload: { siteId, agencyId, act, name, district, from, to, status: siteStatusOn(site, on), items },
  };
}
