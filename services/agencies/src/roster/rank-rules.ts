import { type Clause, type DatedRule, type Finding, clause, finding, judgeOn } from '@shanghai/kernel';
import type { AgencyNature } from '../agency/agency.js';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import { holders } from './post-rules.js';
import type { RosterCase, RosterFacts } from './roster-facts.js';

/** 一般为: the usual rank of who has a named role, by the kind of body. Soft, and so a remark (STF-004, STF-005). */
interface RankRow {
  readonly post: 'AGENCY_HEAD' | 'EXECUTIVE_HEAD';
  readonly natures: readonly AgencyNature[];
  readonly rank: string;
  /** What a title of that rank or above has in it. */
  readonly titles: RegExp;
  readonly rules: readonly [DatedRule];
}

const enterprises: readonly AgencyNature[] = [
  'ENTERPRISE_CENTRAL_SOE_BRANCH',
  'ENTERPRISE_MUNICIPAL',
  'ENTERPRISE_DISTRICT',
];
const associations: readonly AgencyNature[] = ['SOCIAL_GROUP'];

/** The rows of 附件5-1; of a private non-enterprise body and of others it prints none. */
export const rankRows: readonly RankRow[] = [
  row(
    'AGENCY_HEAD',
    enterprises,
    '分管副总及以上',
    /总经理|副总|总裁|董事|厂长|法定代表人/,
    clause(NOTICE_30, '附件5-1', '企业一般为分管副总及以上'),
  ),
  row(
    'AGENCY_HEAD',
    ['COLLEGE_HIGHER'],
    '分管副校长及以上',
    /校长|院长/,
    clause(NOTICE_30, '附件5-1', '高职及本科院校一般为分管副校长及以上'),
  ),
  row(
    'AGENCY_HEAD',
    ['COLLEGE_SECONDARY'],
    '校长',
    /^校长|[^副]校长/,
    clause(NOTICE_30, '附件5-1', '中职学校一般为校长'),
  ),
  row(
    'AGENCY_HEAD',
    associations,
    '秘书长及以上',
    /^秘书长|[^副]秘书长|会长|理事长/,
    clause(NOTICE_30, '附件5-1', '协会一般为秘书长及以上'),
  ),
  row(
    'EXECUTIVE_HEAD',
    enterprises,
    '人力资源部副部长及以上',
    /部长|总监|人力资源.*经理|中心.*主任|总经理|副总|总裁|董事/,
    clause(NOTICE_30, '附件5-1', '企业一般为企业人力资源部副部长及以上（或集团直属培训中心副主任及以上）'),
  ),
  row(
    'EXECUTIVE_HEAD',
    ['COLLEGE_HIGHER', 'COLLEGE_SECONDARY'],
    '教务处副处长及以上',
    /处长|院长|校长/,
    clause(NOTICE_30, '附件5-1', '院校一般为教务处副处长及以上'),
  ),
  row(
    'EXECUTIVE_HEAD',
    associations,
    '副秘书长及以上',
    /秘书长|会长|理事长/,
    clause(NOTICE_30, '附件5-1', '协会一般为副秘书长及以上'),
  ),
];

/** Whether those with a named role have the rank they usually have; nothing where the notice prints none for such a body. */
export function judgeRanks({ staff }: RosterFacts, { on, nature }: RosterCase): readonly Finding[] {
  if (nature === null) return [];
  return rankRows
    .filter(({ natures }) => natures.includes(nature))
    .flatMap(({ post, rank, titles, rules }) =>
      judgeOn(rules, on, (rule) =>
        holders(staff, post, on)
          .filter(({ title }) => !titles.test(title ?? ''))
          .map((who) => {
            const path = ['staff', String(staff.indexOf(who)), 'title'];
            return finding(rule, 'FAIL', `序号${who.no}的职务一般为${rank}，请核对`, { no: who.no, post }, path);
          }),
      ),
    );
}

function row(
  post: RankRow['post'],
  natures: readonly AgencyNature[],
  rank: string,
  titles: RegExp,
  source: Clause,
): RankRow {
  const rule = post === 'AGENCY_HEAD' ? 'STF-004' : 'STF-005';
  return {
    ...{ post, natures, rank, titles },
    rules: [{ ...ruleOf30(rule, 'HEAD_RANK', source), force: 'INFO' }],
  };
}
