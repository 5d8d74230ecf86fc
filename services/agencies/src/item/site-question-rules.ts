import { type Day, type DistrictCode, type Finding, finding, ruleOnOrFirst, undetermined } from '@shanghai/kernel';
import type { Agency } from '../agency/agency.js';
import { siteRecommendationRules } from '../application/site-rules.js';
import { siteDistrictRule, surveillanceKeptRules } from '../site/site-act-rules.js';
import { isInUse, siteItemsOn, surveillanceOn } from '../site/site-stay-rules.js';
import type { Site } from '../site/site.js';

/** What a site is asked for. */
export type AskedSite = Pick<Site, 'district' | 'from' | 'to' | 'items' | 'surveillance'>;

/** 考核点 in the district, which supervises what is held there (SIT-002). */
export const siteRule = { ...siteDistrictRule, code: 'NO_SITE_IN_DISTRICT' } as const;

/**
 * 考核点 (SIT-001, SIT-002, SIT-004): one in the district counts that is recommended and in use on the day, takes the item, and
 * is not recorded as without surveillance. Of several the one that says most answers. One whose items no source prints takes
 * every item, as it always did, with a remark. No subject: whether there is any at all.
 */
export function judgeSites(
  { on, district }: { readonly on: Day; readonly district: DistrictCode | null },
  { agency, sites }: { readonly agency: Pick<Agency, 'sitesKnown'>; readonly sites: readonly AskedSite[] },
  subject: string | null,
): readonly Finding[] {
  if (district === null) return [];
  const there = sites.filter((site) => site.district === district);
  const inUse = there.filter((site) => isInUse(site, on));
  if (inUse.length === 0) return [nothingInUse(there, agency.sitesKnown, { on, district })];
  const judged = inUse.map((site) => judgeSite(site, subject, on));
  return judged.find(passes) ?? judged[0]!;
}

function nothingInUse(
  there: readonly AskedSite[],
  sitesKnown: boolean,
  { on, district }: { readonly on: Day; readonly district: DistrictCode },
): Finding {
  if (there.some(({ from, to }) => from === null && to === null))
    return finding(recommendationRule(on), 'FAIL', '该区的考核点尚未经区人社部门推荐', { district });
  if (sitesKnown) return finding(siteRule, 'FAIL', '当日在该区没有考核点', { district });
  return undetermined(siteRule, { code: 'SITES', message: '没有该机构考核点的记录', facts: {} }, { district });
}

function judgeSite(site: AskedSite, subject: string | null, on: Day): readonly Finding[] {
  const { district } = site;
  const items = siteItemsOn(site, on);
  const takesIt = items === null || subject === null || items.some((item) => item.subject === subject);
  if (!takesIt)
    return [
      finding({ ...recommendationRule(on), code: 'ITEM_NOT_AT_SITE' }, 'FAIL', '该考核点不承担该项目的考核', {
        district,
      }),
    ];
  const passed = finding(siteRule, 'PASS', '当日在该区有考核点', { district });
  return [passed, ...(items === null ? [itemsUnknown(on, district)] : []), ...judgeSurveillance(site, on)];
}

/** No source prints what is examined there: it counts as it always did, and the answer says so (PR). */
function itemsUnknown(on: Day, district: DistrictCode): Finding {
  const missing = { code: 'SITE_ITEMS', message: '没有该考核点考核项目的记录', facts: {} } as const;
  return undetermined({ ...recommendationRule(on), force: 'INFO', code: 'ITEM_NOT_AT_SITE' }, missing, { district });
}

/** Before 30号 a site without surveillance is remarked, since then it does not count (SIT-004). */
function judgeSurveillance(site: AskedSite, on: Day): readonly Finding[] {
  const recorded = surveillanceOn(site, on);
  if (recorded?.hasVideoSurveillance !== false) return [];
  const [rule] = surveillanceKeptRules;
  const force = on < rule.from ? 'INFO' : rule.force;
  return [finding({ ...rule, force }, 'FAIL', '该考核点没有视频监控设备', { since: recorded.on })];
}

function recommendationRule(on: Day) {
  return { ...ruleOnOrFirst(siteRecommendationRules, on), rule: 'SIT-001' } as const;
}

function passes(findings: readonly Finding[]): boolean {
  return findings.every(({ verdict, force }) => force === 'INFO' || verdict === 'PASS');
}
