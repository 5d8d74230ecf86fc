import { type Day, type DistrictCode, type SkillLevelId, levelId } from '@shanghai/kernel';
import { itemsOn } from '../filing/filed-scope.js';
import type { Filing, FilingFacts } from '../filing/filing.js';
import { type FilingStatus, stateOn } from '../filing/filing-state-rules.js';
import { type FiledItem, subjectOf } from '../item/filed-item.js';
import { byText } from '../text-order.js';
import type { Site } from '../site/site.js';
import { isInUse, takes } from '../site/site-stay-rules.js';

/** A filed item as the register shows it. */
export interface PublicItem {
  readonly itemId: string | null;
  readonly fullName: string;
  readonly nameKey: string;
  readonly code: string | null;
  readonly levels: readonly SkillLevelId[];
}

/** A site as the register shows it. */
export interface PublicSite {
  readonly name: string;
  readonly address: string;
  readonly district: DistrictCode;
}

/** What the register says of a filing on a day (DIS-001, DIS-006, FIL-015). */
export interface PublicFacts {
  readonly status: FilingStatus;
  /** First and last day of validity, as far as was decided by that day; null where no notice prints any. */
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly items: readonly PublicItem[];
  readonly sites: readonly PublicSite[];
}

/** What the register is made from: a filing with all items that it ever covered, and the sites of its agency. */
export interface RegisteredFiling {
  readonly filing: Filing;
  readonly items: readonly FiledItem[];
  readonly sites: readonly Site[];
}

/**
 * 公布日 (AGY-026): from when a filing is public; null while it is not. One on an application is public once it is published;
 * what was read from a notice is public since it stands, and so is what was invented as if it had been.
 */
export function publicSince({ publishedOn, applicationId, standing }: Filing): Day | null {
  if (publishedOn !== undefined) return publishedOn > standing.from ? publishedOn : standing.from;
  return applicationId === undefined ? standing.from : null;
}

/** What the public knows of a filing on a day; null while it is not public. */
export function publicFactsOn({ filing, items, sites }: RegisteredFiling, on: Day): PublicFacts | null {
  const since = publicSince(filing);
  const state = stateOn(filing.facts, on);
  if (since === null || on < since || state === null) return null;
  const covered = itemsOn(items, on);
  return {
    status: state.status,
    ...validityOn(filing.facts, on),
    items: covered.map(publicItem).sort((a, b) => byText(a.nameKey, b.nameKey)),
    sites: sites
      .filter((site) => isInUse(site, on) && covered.some((item) => takes(site, subjectOf(item), on)))
      .map(({ name, address, district }) => ({ name, address, district }))
      .sort((a, b) => byText(a.district, b.district) || byText(a.name, b.name)),
  };
}

/** 有效期 as far as was decided by a day: a later period counts from the day on which its renewal was approved. */
function validityOn({ periods }: FilingFacts, on: Day): Pick<PublicFacts, 'validFrom' | 'validTo'> {
  const known = periods.filter((_, at) => {
    const decision = periods[at - 1]?.renewal?.decision;
    return at === 0 || !decision || decision.on <= on;
  });
  return { validFrom: known[0]?.from ?? null, validTo: known.at(-1)?.to ?? null };
}

function publicItem({ itemId, fullName, nameKey, code, levels, topGrades = [] }: FiledItem): PublicItem {
  return { itemId, fullName, nameKey, code, levels: [...levels.map(levelId), ...topGrades] };
}
