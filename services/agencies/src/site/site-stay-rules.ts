import { type Day, addDays, isWithin } from '@shanghai/kernel';
import type { SiteStay } from '../agency/agency.js';
import type { Site, SiteItem, SurveillanceRecord } from './site.js';
import type { SiteStatus } from './site-machine.js';

/** What a site is on a day; before its registration PROPOSED, as nothing is known of it. */
export function siteStatusOn({ from, to, refusal }: Pick<Site, 'from' | 'to' | 'refusal'>, on: Day): SiteStatus {
  // A proposal that is withdrawn has nothing to go on with until the day.
  if (to !== null && (from === null || to < on)) return 'CLOSED';
  if (from !== null && from <= on) return 'IN_USE';
  return refusal ? 'REFUSED' : 'PROPOSED';
}

/** Whether a site counts on a day: recommended, where that is asked for, and not closed (SIT-001). */
export function isInUse({ from, to }: Pick<Site, 'from' | 'to'>, on: Day): boolean {
  return from !== null && isWithin(on, from, to);
}

/** What is examined at a site on a day; null where no source prints it. */
export function siteItemsOn({ items }: Pick<Site, 'items'>, on: Day): readonly SiteItem[] | null {
  return items?.filter(({ from, to }) => from !== null && isWithin(on, from, to)) ?? null;
}

/** What waits for the recommendation of the district: items registered with the site, or added later. */
export function waitingItems({ items = [] }: Pick<Site, 'items'>): readonly SiteItem[] {
  return items.filter(({ from }) => from === null);
}

/** Whether a district has still to decide on a site: not while a refusal stands, nor once it is closed. */
export function waitsForDistrict(site: Pick<Site, 'from' | 'to' | 'refusal' | 'items'>): boolean {
  const { from, to, refusal } = site;
  if (refusal || (from === null && to !== null)) return false;
  return from === null || waitingItems(site).length > 0;
}

/** Whether there is something to a site that its district has not recommended. */
export function isProposed(site: Pick<Site, 'from' | 'to' | 'refusal' | 'items'>, on: Day): boolean {
  const status = siteStatusOn(site, on);
  return status === 'PROPOSED' || status === 'REFUSED' || (status === 'IN_USE' && waitingItems(site).length > 0);
}

/** Whether an item is examined at a site on a day; at one whose items no source prints, every item is. */
export function takes(site: Pick<Site, 'items'>, subject: string, on: Day): boolean {
  return siteItemsOn(site, on)?.some((item) => item.subject === subject) ?? true;
}

/** What is recorded of surveillance for a day; null where no source tells. */
export function surveillanceOn({ surveillance = [] }: Pick<Site, 'surveillance'>, on: Day): SurveillanceRecord | null {
  return surveillance.findLast((one) => one.on <= on) ?? null;
}

/** The days of a site in its district; none while it is not recommended. */
export function staysOf(sites: readonly Pick<Site, 'district' | 'from' | 'to'>[]): readonly SiteStay[] {
  return sites.flatMap(({ district, from, to }) => (isSpan(from, to) ? [{ district, from, to }] : []));
}

/** The days on which an item is examined at the sites of its agency: at one whose items no source prints, every item is. */
export function staysForItem(
  subject: string,
  sites: readonly Pick<Site, 'district' | 'from' | 'to' | 'items'>[],
): readonly SiteStay[] {
  return staysOf(
    sites.flatMap((site) =>
      site.items === undefined
        ? [site]
        : site.items.filter((item) => item.subject === subject).map((item) => within(site, item)),
    ),
  );
}

/** The days of an item within those of its site. */
function within({ district, from, to }: Pick<Site, 'district' | 'from' | 'to'>, item: SiteItem) {
  if (from === null || item.from === null) return { district, from: null, to: null };
  const last = [to, item.to].filter((one) => one !== null).sort()[0] ?? null;
  return { district, from: item.from > from ? item.from : from, to: last };
}

function isSpan(from: Day | null, to: Day | null): from is Day {
  return from !== null && (to === null || from <= to);
}

/** The items of a site after a change of the list from a day on: what stays, what has its last day, what waits. */
export function changedItems(
  items: readonly SiteItem[],
  wanted: readonly Pick<SiteItem, 'subject' | 'fullName'>[],
  on: Day,
): readonly SiteItem[] {
  const isWanted = ({ subject }: SiteItem): boolean => wanted.some((one) => one.subject === subject);
  const isOpen = ({ to }: SiteItem): boolean => to === null;
  const kept = items.filter((item) => !isOpen(item) || isWanted(item) || item.from !== null);
  const there = new Set(items.filter((item) => isOpen(item) && isWanted(item)).map(({ subject }) => subject));
  return [
    ...kept.map((item) => (isOpen(item) && !isWanted(item) ? { ...item, to: addDays(on, -1) } : item)),
    ...wanted
      .filter(({ subject }) => !there.has(subject))
      .map(({ subject, fullName }) => ({ subject, fullName, from: null, to: null })),
  ];
}
