import {
  type Clause,
  type DatedRule,
  type Day,
  type Failure,
  type Finding,
  clause,
  day,
  finding,
  judgeOn,
  judged,
  nameKey,
  ruleOnOrFirst,
} from '@shanghai/kernel';
import type { Actor } from '../application/application-machine.js';
import { siteFormRules, siteRecommendationRules, surveillanceRules } from '../application/site-rules.js';
import type { FiledItem } from '../item/filed-item.js';
import type { Site } from './site.js';
import { type SiteAct, type SiteStatus, siteTransitionOf } from './site-machine.js';
import { siteStatusOn, surveillanceOn, waitsForDistrict } from './site-stay-rules.js';

/** 属地: a district bureau answers for the sites in its district, and for no other (SIT-002). */
export const siteDistrictRule = {
  rule: 'SIT-002',
  force: 'MUST',
  code: 'OUT_OF_DISTRICT',
  clauses: [
    clause(
      '沪人社职〔2024〕120号',
      '三（三）1',
      '设立在本辖区的企业职业技能等级评价机构考核点、社会培训评价机构考核点等',
    ),
  ],
} as const;

/** 监控开通、录制上传、留档 (SIT-004): before 30号 a remark at most. */
export const surveillanceKeptRules: readonly [DatedRule] = [
  {
    rule: 'SIT-004',
    force: 'MUST',
    code: 'SURVEILLANCE_MISSING',
    from: day('2026-06-23'),
    to: null,
    clauses: [clause('沪职鉴中心〔2026〕30号', '附件5-1', '负责考核点监控开通、现场监控录制上传以及监控留档')],
  },
];

const scopeRule = { rule: 'FIL-004', force: 'MUST', code: 'OUT_OF_FILING_SCOPE' } as const;

/** Who does a step on a site. */
export interface SiteStepBy {
  readonly role: Actor;
  readonly district: string | null;
}

/**
 * Whether a step stands in the machine of sites on a day: NOT_FILING_AUTHORITY by another role than its row names,
 * OUT_OF_DISTRICT by the bureau of another district, ILLEGAL_TRANSITION from a state that its row does not name or where
 * nothing waits. Null when it may go on.
 */
export function judgeSiteStep(act: SiteAct, site: Site, { role, district }: SiteStepBy, on: Day): Finding | null {
  const row = siteTransitionOf(act);
  if (!row.by.includes(role))
    return finding({ ...siteDistrictRule, code: 'NOT_FILING_AUTHORITY' }, 'FAIL', '该事项不由此角色办理', { act });
  if (role === 'DISTRICT_BUREAU' && district !== site.district)
    return finding(siteDistrictRule, 'FAIL', '该考核点不在本区', { district: site.district });
  const status = siteStatusOn(site, on);
  const isDecision = row.by.includes('DISTRICT_BUREAU');
  if (row.from.includes(status) && (!isDecision || waitsForDistrict(site))) return null;
  const order = { ...ruleOnOrFirst(siteFormRules, on), rule: row.guards[0], code: 'ILLEGAL_TRANSITION' } as const;
  return finding(order, 'FAIL', `考核点处于“${siteStatusLabels[status]}”，不能办理此事项`, { act, status });
}

/** 考核点状态 in Chinese. */
export const siteStatusLabels: Readonly<Record<SiteStatus, string>> = {
  PROPOSED: '待推荐',
  IN_USE: '使用中',
  REFUSED: '未获推荐',
  CLOSED: '已停用',
};

/** What a new site is judged by. */
export interface NewSiteFacts {
  readonly site: Pick<Site, 'name' | 'address'>;
  /** The ids as given, with the filed items of the agency that stand on the day. */
  readonly filedItemIds: readonly string[];
  readonly standing: readonly Pick<FiledItem, '_id'>[];
  /** Its other sites that are not closed. */
  readonly others: readonly Pick<Site, 'name'>[];
}

/** 登记考核点: name and address are there (SIT-001), and its items are filed (FIL-004). */
export function judgeNewSite(registration: NewSiteFacts, on: Day): readonly Finding[] {
  const { site, others } = registration;
  const rule = ruleOnOrFirst(siteFormRules, on);
  const isTwice = others.some(({ name }) => nameKey(name) === nameKey(site.name));
  const failures: readonly Failure[] = [
    ...(site.name.trim() === '' ? [{ message: '应填写考核点名称', path: ['name'] }] : []),
    ...(site.address.trim() === '' ? [{ message: '应填写考核点地址', path: ['address'] }] : []),
    ...(isTwice ? [{ message: '考核点名称重复', path: ['name'], code: 'DUPLICATE_SITE' } as const] : []),
  ];
  return [...judged(rule, failures, '考核点填写正确'), ...judgeSiteItems(registration, on)];
}

/** The items of a site are filed items of its agency that stand, at least one (FIL-004). */
export function judgeSiteItems(
  { filedItemIds, standing }: Pick<NewSiteFacts, 'filedItemIds' | 'standing'>,
  on: Day,
): readonly Finding[] {
  const rule = { ...ruleOnOrFirst(siteFormRules, on), ...scopeRule };
  const held = new Set(standing.map(({ _id }) => _id));
  const failures: readonly Failure[] =
    filedItemIds.length === 0
      ? [{ message: '应列明考核点的考核项目', path: ['filedItemIds'], code: 'ITEM_REQUIRED' }]
      : filedItemIds.flatMap((id, at) =>
          held.has(id) ? [] : [{ message: '该项目当日不在备案范围内', path: ['filedItemIds', `${at}`] }],
        );
  return judged(rule, failures, '考核项目均在备案范围内');
}

/** 推荐: a site has surveillance before it is recommended (SIT-001, AGY-007b since 76号). */
export function judgeRecommendable(site: Pick<Site, 'surveillance'>, on: Day): readonly Finding[] {
  const isThere = surveillanceOn(site, on)?.hasVideoSurveillance === true;
  const failures = isThere ? [] : [{ message: '该考核点应有视频监控设备' }];
  return [
    ...judgeOn(siteRecommendationRules, on, (rule) => judged(rule, [], '经所在区人社部门推荐')),
    ...judgeOn(surveillanceRules, on, (rule) => judged(rule, failures, '考核点有视频监控设备')),
  ];
}

/** What is recorded of surveillance is never refused: that there is none is remarked, with the rule of the day (SIT-004). */
export function remarkSurveillance(hasVideoSurveillance: boolean, on: Day): Finding {
  const [rule] = surveillanceKeptRules;
  if (hasVideoSurveillance) return finding({ ...rule, force: 'INFO' }, 'PASS', '考核点有视频监控设备');
  const message = on < rule.from ? '没有视频监控设备' : '没有视频监控设备，恢复前不得在该考核点考核';
  return finding({ ...rule, force: 'INFO' }, 'FAIL', message, { from: rule.from });
}

/** 停用: from today or a later day on, never back in time, so that what was held there stays as it was. */
export function judgeClosing(firstDayWithout: Day, on: Day): readonly Finding[] {
  const rule = { ...ruleOnOrFirst(siteFormRules, on), code: 'CLOSING_DAY_PASSED' } as const;
  const failures = firstDayWithout < on ? [{ message: '停用日不得早于办理当日', path: ['from'] }] : [];
  return judged(rule, failures, '停用日不早于办理当日');
}

/** The clauses that an act on a site rests on. */
export function groundsOfSiteAct(act: SiteAct, on: Day): readonly Clause[] {
  const isDecision = siteTransitionOf(act).by.includes('DISTRICT_BUREAU');
  return [...ruleOnOrFirst(siteFormRules, on).clauses, ...(isDecision ? siteDistrictRule.clauses : [])];
}
