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
  parseDay,
  ruleOn,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { ApplicationRoute } from './application-route.js';
import type { JudgedForm } from './application.js';
import { comparisonRecommendationRules, recommendationRules } from './recommendation-rules.js';
import type { SubmissionFacts } from './submission-facts.js';

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

/** The same paragraph in the letter of 30号. */
export const comparisonLetterRules: readonly [DatedRule] = [
  ruleOf30(
    'AGY-027',
    'LETTER_TEXT_CHANGED',
    clause(
      NOTICE_30,
      '附件3',
      '我单位将结合产业发展需求，负责所辖领域技能评价工作的组织推动、行业指导，配合各级人社部门开展质量督导工作。（此段请勿更改）',
    ),
  ),
];

/** The fixed paragraph, as the system writes it into letters. */
export const letterDuties = letterRules[0].clauses[0]!.quote;

/** Whether the fixed paragraph of each letter is unchanged (AGY-027). */
export function judgeLetters({ recommendations, on, route }: SubmissionFacts): readonly Finding[] {
  return judgeOn(route === 'COMPARISON' ? comparisonLetterRules : letterRules, on, (rule) =>
    judged(
      rule,
      recommendations.flatMap(({ dutiesParagraph }, at) =>
        letterTextFailures(dutiesParagraph, ['recommendations', `${at}`]),
      ),
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
export function judgeLetter(
  letter: Letter,
  form: Pick<JudgedForm, 'items'>,
  on: Day,
  route: ApplicationRoute = 'SOCIAL',
): readonly Finding[] {
  const isForComparison = route === 'COMPARISON';
  const rule = isForComparison
    ? comparisonRecommendationRules[0]
    : (ruleOn(recommendationRules, on) ?? recommendationRules[0]);
  const sealed = parseDay(letter.sealedOn);
  const future = { message: '落款日期晚于今日', path: ['sealedOn'], code: 'DAY_IN_FUTURE' } as const;
  // The letter of 30号 names no items: it supports comparison work.
  const namesNone = isForComparison && letter.itemNames.length === 0;
  const failures = [
    ...(namesNone ? [] : itemNameFailures(letter, form)),
    ...(sealed.ok && sealed.value > on ? [future] : []),
  ];
  const faults = sealed.ok ? [] : sealed.faults.map((fault) => findingOfFault(rule, fault, ['sealedOn']));
  return [
    ...(faults.length > 0 && failures.length === 0 ? [] : judged(rule, failures, '推荐函支持所申报项目')),
    ...faults,
    ...judgeOn(isForComparison ? comparisonLetterRules : letterRules, on, (text) =>
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
