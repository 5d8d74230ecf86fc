import { type DatedRule, type Failure, type Finding, clause, day, judged, judgeOn, nameKey } from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { SubmissionFacts } from './submission-facts.js';

/** 推荐 by the industry or superior authority and by the district of the sites, before the submission (AGY-011). */
export const recommendationRules: readonly [DatedRule, DatedRule, DatedRule] = [
  {
    rule: 'AGY-011',
    force: 'MUST',
    code: 'RECOMMENDATION_MISSING',
    from: day('2024-05-01'),
    to: day('2024-08-18'),
    clauses: [
      clause(
        '沪人社职〔2024〕120号',
        '三（一）2',
        '申请单位经报行业主管部门（或上级主管部门）以及考核点所在区人社部门同意后',
      ),
    ],
  },
  {
    rule: 'AGY-011',
    force: 'MUST',
    code: 'RECOMMENDATION_MISSING',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [
      clause(
        '沪人社职〔2024〕270号',
        '三（一）',
        '符合条件的申报单位经行业主管部门（或上级主管部门）以及考核点所在区人社部门等推荐后',
      ),
    ],
  },
  {
    rule: 'AGY-011',
    force: 'MUST',
    code: 'RECOMMENDATION_MISSING',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2025〕76号',
        '二（三）1',
        '符合条件的申报单位经行业主管部门（或上级主管部门）以及考核点所在区人社部门等推荐后',
      ),
    ],
  },
];

/** One recommendation, of an industry or superior authority, and none of a district (CMP-009). */
export const comparisonRecommendationRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-009',
    'RECOMMENDATION_MISSING',
    clause(NOTICE_30, '三（一）', '符合条件的申报单位经行业主管部门（或上级主管部门)推荐后'),
  ),
];

/** Whether the application stands recommended (AGY-011, CMP-009). */
export function judgeRecommendations(facts: SubmissionFacts): readonly Finding[] {
  const { on, recommendations, route } = facts;
  if (route === 'COMPARISON') {
    const missing = {
      message: '缺少行业主管部门（或上级主管部门）的推荐',
      facts: { missing: ['INDUSTRY_OR_SUPERIOR_AUTHORITY'] },
    };
    return judgeOn(comparisonRecommendationRules, on, (rule) =>
      judged(rule, recommendations.length === 0 ? [missing] : [], '已经主管部门推荐'),
    );
  }
  return judgeOn(recommendationRules, on, (rule) =>
    judged(rule, missingRecommendations(facts), '已经主管部门和考核点所在区人社部门推荐'),
  );
}

/** Which recommendations are missing: of an authority at all, of an authority for an item, of a district at all. */
function missingRecommendations({ form, recommendations, siteRecommendations }: SubmissionFacts): readonly Failure[] {
  const supported = new Set(recommendations.flatMap(({ itemNames }) => itemNames.map(nameKey)));
  const absent = [
    ...(recommendations.length === 0 ? ['INDUSTRY_OR_SUPERIOR_AUTHORITY'] : []),
    ...(siteRecommendations.length === 0 ? ['DISTRICT_BUREAU'] : []),
  ];
  const labels = {
    INDUSTRY_OR_SUPERIOR_AUTHORITY: '行业主管部门（或上级主管部门）',
    DISTRICT_BUREAU: '考核点所在区人社部门',
  };
  const uncovered = form.items.flatMap(({ fullName }, at) =>
    recommendations.length === 0 || supported.has(nameKey(fullName))
      ? []
      : [
          {
            message: '推荐函未支持该项目',
            path: ['items', `${at}`],
            facts: { missing: ['INDUSTRY_OR_SUPERIOR_AUTHORITY'] },
          },
        ],
  );
  return [
    ...absent.map((missing) => ({
      message: `缺少${labels[missing as keyof typeof labels]}的推荐`,
      facts: { missing: [missing] },
    })),
    ...uncovered,
  ];
}
