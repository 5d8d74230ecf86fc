import {
  type DatedRule,
  type Day,
  type Failure,
  type Finding,
  clause,
  day,
  findingOfFault,
  judged,
  judgeOn,
  nameKey,
  parseDistrictCode,
  ruleOnOrFirst,
} from '@shanghai/kernel';
import type { ProposedSite } from './application-form.js';
import type { JudgedForm, SiteRecommendation } from './application.js';
import type { SubmissionFacts } from './submission-facts.js';

const BY_270 = clause(
  '沪人社职〔2024〕270号',
  '一（四）',
  '具备满足申报职业（工种）评价需求的考核点，且经所在区人社部门等推荐',
);
const BY_76 = clause(
  '沪人社职〔2025〕76号',
  '二（一）4',
  '具备满足申报职业（工种）评价需求的考核点及相应设备设施（含视频监控设备），且经所在区人社部门等推荐',
);

/** 考核点, recommended by the district in which each lies (AGY-007a under 270号, AGY-007b since 76号; PR: every district). */
export const siteRecommendationRules: readonly [DatedRule, DatedRule] = [
  row('AGY-007a', 'SITE_RECOMMENDATION_MISSING', ['2024-08-19', '2025-03-19'], [BY_270]),
  row('AGY-007b', 'SITE_RECOMMENDATION_MISSING', ['2025-03-20', null], [BY_76]),
];

/** 视频监控设备 at each site (AGY-007b). Under 270号 it is asked of the applicant (AGY-006a). */
export const surveillanceRules: readonly [DatedRule] = [
  row('AGY-007b', 'SITE_WITHOUT_SURVEILLANCE', ['2025-03-20', null], [BY_76]),
];

/** What a site of the form must be by itself (SIT-001). */
export const siteFormRules: readonly [DatedRule, DatedRule] = [
  row('SIT-001', 'INVALID_SITE', ['2024-08-19', '2025-03-19'], [BY_270]),
  row('SIT-001', 'INVALID_SITE', ['2025-03-20', null], [BY_76]),
];

/** The sites: their form (SIT-001), one for each item and recommended (AGY-007a, AGY-007b), with surveillance (AGY-007b). */
export function judgeSites({ form, siteRecommendations, on }: SubmissionFacts): readonly Finding[] {
  return [
    ...judgeOn(siteFormRules, on, (rule) => siteForms(rule, form)),
    ...judgeOn(siteRecommendationRules, on, (rule) =>
      judged(
        rule,
        [...itemsWithoutSite(form), ...unrecommended(form, siteRecommendations)],
        '考核点齐备并经所在区推荐',
      ),
    ),
    ...judgeOn(surveillanceRules, on, (rule) => judged(rule, withoutSurveillance(form), '考核点均有视频监控设备')),
  ];
}

/** SIT-001: INVALID_DISTRICT_CODE, DUPLICATE_SITE, ITEM_NOT_APPLIED_FOR, INVALID_SITE for a site without name or address. */
function siteForms(rule: DatedRule, { sites, items }: JudgedForm): readonly Finding[] {
  const faults = sites.flatMap(({ district }, at) => {
    const reading = parseDistrictCode(district);
    return reading.ok ? [] : reading.faults.map((one) => findingOfFault(rule, one, ['sites', `${at}`, 'district']));
  });
  const applied = new Set(items.map(({ fullName }) => nameKey(fullName)));
  const failures = sites.flatMap((site, at) => siteFailures(site, sites.slice(0, at), applied, `${at}`));
  return [...(failures.length === 0 && faults.length > 0 ? [] : judged(rule, failures, '考核点填写正确')), ...faults];
}

function siteFailures(
  { name, address, itemNames }: ProposedSite,
  before: readonly ProposedSite[],
  applied: ReadonlySet<string>,
  at: string,
): readonly Failure[] {
  const path = ['sites', at];
  const isTwice = before.some((one) => nameKey(one.name) === nameKey(name));
  return [
    ...(name.trim() === '' ? [{ message: '应填写考核点名称', path: [...path, 'name'] }] : []),
    ...(address.trim() === '' ? [{ message: '应填写考核点地址', path: [...path, 'address'] }] : []),
    ...(isTwice ? [{ message: '考核点名称重复', path: [...path, 'name'], code: 'DUPLICATE_SITE' } as const] : []),
    ...itemNames.flatMap((one, place) =>
      applied.has(nameKey(one))
        ? []
        : [
            {
              message: '申报项目中没有该项目',
              path: [...path, 'itemNames', `${place}`],
              code: 'ITEM_NOT_APPLIED_FOR',
            } as const,
          ],
    ),
  ];
}

function itemsWithoutSite({ items, sites }: JudgedForm): readonly Failure[] {
  const served = new Set(sites.flatMap(({ itemNames }) => itemNames.map(nameKey)));
  return items.flatMap(({ fullName }, at) =>
    served.has(nameKey(fullName)) ? [] : [{ message: '该项目没有考核点', path: ['items', `${at}`] }],
  );
}

/** A recommendation counts for the sites it names, in its own district alone. */
function unrecommended({ sites }: JudgedForm, recommendations: readonly SiteRecommendation[]): readonly Failure[] {
  return sites.flatMap(({ name, district }, at) => {
    const stands = recommendations.some(
      (one) => one.district === district && one.siteNames.some((named) => nameKey(named) === nameKey(name)),
    );
    return stands ? [] : [{ message: '该考核点未经所在区人社部门推荐', path: ['sites', `${at}`], facts: { district } }];
  });
}

function withoutSurveillance({ sites }: JudgedForm): readonly Failure[] {
  return sites.flatMap(({ hasVideoSurveillance }, at) =>
    hasVideoSurveillance === true
      ? []
      : [{ message: '该考核点应有视频监控设备', path: ['sites', `${at}`, 'hasVideoSurveillance'] }],
  );
}

/** What a district bureau recommends. */
export interface RecommendedSites {
  readonly district: string;
  readonly siteNames: readonly string[];
}

/**
 * Whether a district may recommend these sites of a form (AGY-007a, AGY-007b): OUT_OF_DISTRICT for a site elsewhere,
 * SITE_UNKNOWN, SITE_REQUIRED when none is named. Places are ['siteNames', '0'].
 */
export function judgeSiteRecommendation(
  { district, siteNames }: RecommendedSites,
  { sites }: Pick<JudgedForm, 'sites'>,
  on: Day,
): readonly Finding[] {
  const rule = ruleOnOrFirst(siteRecommendationRules, on);
  const failures: readonly Failure[] =
    siteNames.length === 0
      ? [{ message: '应列明所推荐的考核点', path: ['siteNames'], code: 'SITE_REQUIRED' }]
      : siteNames.flatMap((name, at): readonly Failure[] => {
          const path = ['siteNames', `${at}`];
          const named = sites.filter((site) => nameKey(site.name) === nameKey(name));
          if (named.length === 0) return [{ message: '申请表中没有该考核点', path, code: 'SITE_UNKNOWN' }];
          if (named.some((site) => site.district === district)) return [];
          return [{ message: '该考核点不在本区', path, code: 'OUT_OF_DISTRICT' }];
        });
  return judged(rule, failures, '所推荐的考核点均在本区');
}

function row(
  rule: DatedRule['rule'],
  code: DatedRule['code'],
  [from, to]: readonly [string, string | null],
  clauses: DatedRule['clauses'],
): DatedRule {
  return { rule, force: 'MUST', code, from: day(from), to: to === null ? null : day(to), clauses };
}
