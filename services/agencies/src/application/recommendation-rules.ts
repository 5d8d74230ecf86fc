import { type Day, type Finding, clause, day, findingOfFault, nameKey, parseDay } from '@shanghai/kernel';
import { type DatedRule, type Failure, judgeOn, judged, ruleOn } from '../dated-rule.js';
import type { AuthorityRecommendation, JudgedForm } from './application.js';
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

/** 此段请勿更改: the paragraph of the letter on the duties of who recommends (AGY-027). */
export const letterRules: readonly [DatedRule] = [
  {
    rule: 'AGY-027',
    force: 'MUST',
    code: 'LETTER_TEXT_CHANGED',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2025〕76号',
        '附件3',
        '我单位将结合产业发展需求，负责所辖领域技能评价工作的组织推动、行业指导，配合各级人社部门开展质量督导工作。',
      ),
      clause('沪人社职〔2025〕76号', '附件3', '（此段请勿更改）'),
    ],
  },
];

/** The fixed paragraph, as the system writes it into letters. */
export const letterDuties = letterRules[0].clauses[0]!.quote;

/** Whether the application stands recommended (AGY-011), and by letters whose fixed paragraph is unchanged (AGY-027). */
export function judgeRecommendations(facts: SubmissionFacts): readonly Finding[] {
  const { on, recommendations } = facts;
  return [
    ...judgeOn(recommendationRules, on, (rule) =>
      judged(rule, missingRecommendations(facts), '已经主管部门和考核点所在区人社部门推荐'),
    ),
    ...judgeLetterTexts(recommendations, on),
  ];
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

function judgeLetterTexts(letters: readonly AuthorityRecommendation[], on: Day): readonly Finding[] {
  return judgeOn(letterRules, on, (rule) =>
    judged(
      rule,
      letters.flatMap(({ dutiesParagraph }, at) => letterTextFailures(dutiesParagraph, ['recommendations', `${at}`])),
      '推荐函固定段落未更改',
    ),
  );
}

/** What an authority writes when it recommends, as typed. */
export interface Letter {
  readonly itemNames: readonly string[];
  /** Null: the system writes it. */
  readonly dutiesParagraph: string | null;
  readonly sealedOn: string;
}

/**
 * Whether a letter can be recorded on a day (AGY-011, AGY-027): it supports items of the form, each once, its day of sealing
 * is a day and not a later one, its fixed paragraph is unchanged. Places are those of the letter.
 */
export function judgeLetter(letter: Letter, form: Pick<JudgedForm, 'items'>, on: Day): readonly Finding[] {
  const rule = ruleOn(recommendationRules, on) ?? recommendationRules[0];
  const sealed = parseDay(letter.sealedOn);
  const future = { message: '落款日期晚于今日', path: ['sealedOn'], code: 'DAY_IN_FUTURE' } as const;
  const failures = [...itemNameFailures(letter, form), ...(sealed.ok && sealed.value > on ? [future] : [])];
  const faults = sealed.ok ? [] : sealed.faults.map((fault) => findingOfFault(rule, fault, ['sealedOn']));
  return [
    ...(faults.length > 0 && failures.length === 0 ? [] : judged(rule, failures, '推荐函支持所申报项目')),
    ...faults,
    ...judgeOn(letterRules, on, (text) =>
      judged(text, letterTextFailures(letter.dutiesParagraph, ['dutiesParagraph']), '推荐函固定段落未更改'),
    ),
  ];
}

function itemNameFailures({ itemNames }: Letter, { items }: Pick<JudgedForm, 'items'>): readonly Failure[] {
  if (itemNames.length === 0)
    return [{ message: '推荐函应列明所支持的项目', path: ['itemNames'], code: 'ITEM_REQUIRED' }];
  const applied = items.map(({ fullName }) => nameKey(fullName));
  const keys = itemNames.map(nameKey);
  return keys.flatMap((key, at): readonly Failure[] => {
    const path = ['itemNames', `${at}`];
    if (!applied.includes(key)) return [{ message: '申报项目中没有该项目', path, code: 'ITEM_NOT_APPLIED_FOR' }];
    return keys.indexOf(key) < at ? [{ message: '项目重复', path, code: 'DUPLICATE_CATALOGUE_ITEM' }] : [];
  });
}

/** White space does not count: letters are typed and scanned. */
function letterTextFailures(paragraph: string | null, path: readonly string[]): readonly Failure[] {
  const plain = (text: string): string => text.replace(/\s+/gu, '');
  const unchanged = paragraph === null || plain(paragraph) === plain(letterDuties);
  return unchanged ? [] : [{ message: '推荐函中注明“此段请勿更改”的段落已被更改', path }];
}
