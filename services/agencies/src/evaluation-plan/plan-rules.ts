import {
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
  refusalOf,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { FilingFacts } from '../filing/filing.js';
import type { AssessmentAnswer } from '../item/assessment-question-rules.js';
import { type AskedSite, judgeSites } from '../item/site-question-rules.js';
import { filingScope, judgeFiledItem, type ScopeFacts } from '../item/may-assess-rules.js';
import type { ApplicationKind, EvaluationPlan, PlanContent } from './evaluation-plan.js';

/** 先评估备案、后评价 (AGY-031), as the pledge prints it; before it was printed the scope of filing says so (FIL-004). */
export const filedFirstRules: readonly [DatedRule, DatedRule] = [
  row('AGY-031', 'NOT_FILED', ['2024-01-24', '2026-06-22'], filingScope.clauses),
  row(
    'AGY-031',
    'NOT_FILED',
    ['2026-06-23', null],
    [
      clause(
        NOTICE_30,
        '承诺书二',
        '在面向社会开展职业技能评价工作前，根据相关要求完成机构评估及项目评估，并向市职业技能鉴定中心备案',
      ),
    ],
  ),
];

/** 考培分离 (EVL-013). */
export const trainingRules: readonly [DatedRule] = [
  ruleOf30(
    'EVL-013',
    'TRAINING_CONFLICT',
    clause(
      NOTICE_30,
      '承诺书六',
      '严格遵守考培分离的原则，不参与任何与我单位承接的评价职业（工种）有关的社会化培训工作',
    ),
  ),
];

/** 部分评价项目对申报方式另有规定的，从其规定 (EVL-005). */
export const applicationKindRules: readonly [DatedRule] = [
  row(
    'EVL-005',
    'APPLICATION_KIND_NOT_ALLOWED',
    ['2024-01-24', null],
    [
      clause('沪人社职〔2024〕38号', '二（二）', '包括团体申报和个人申报'),
      clause('沪人社职〔2024〕38号', '二（二）', '部分评价项目对申报方式另有规定的，从其规定'),
    ],
  ),
];

/** An item with application methods of its own. No notice in hand prints one. */
export interface KindOverride {
  readonly nameKey: string;
  readonly allowed: readonly ApplicationKind[];
}

/** The overrides in force; empty until one is announced (EVL-005). */
export const kindOverrides: readonly KindOverride[] = [];

/** A filed item of the agency, as far as a new plan looks at it today. */
export type PlannedItem = ScopeFacts & { readonly facts: FilingFacts };

/** What stops a new plan, whatever its days: an ended or never begun filing, and an item outside of it (AGY-031, FIL-010). */
const stopping: readonly string[] = [
  'FILING_TERMINATED',
  'FILING_EXPIRED',
  'OUT_OF_FILING_SCOPE',
  'ITEM_NOT_EVALUABLE',
];

/**
 * Whether an agency may plan for an item at all today: NOT_FILED where it has no such filed item or the filing has not begun,
 * FILING_TERMINATED, FILING_EXPIRED. A suspension stops examinations inside of it alone (FIL-016), which their days show.
 */
export function judgeFiledFirst(item: PlannedItem | null, on: Day): readonly Finding[] {
  const found = item ? judgeFiledItem(item, on, null) : [];
  const isFiled = item !== null && found.every(({ code, verdict }) => code !== 'NOT_FILED' || verdict === 'PASS');
  const failures: readonly Failure[] = isFiled
    ? []
    : [{ message: '开展评价前应先完成评估并备案', path: ['filedItemId'] }];
  return [
    ...judgeOn(filedFirstRules, on, (rule) => judged(rule, failures, '已备案')),
    ...found.filter(({ code, verdict }) => verdict === 'FAIL' && stopping.includes(code)),
  ];
}

/** What was answered for one examination day. */
export interface DayAnswer {
  readonly examDay: Day;
  readonly answer: Pick<AssessmentAnswer, 'mayAssess' | 'findings'>;
}

/**
 * Whether the agency may assess on every examination day at every level (FIL-004): what is not a yes refuses, each reason once a
 * day.
 */
export function judgeExamDays(days: readonly Day[], answers: readonly DayAnswer[]): readonly Finding[] {
  const failed = answers
    .filter(({ answer }) => answer.mayAssess !== 'YES')
    .flatMap(({ examDay, answer }) =>
      answer.findings
        .filter(({ force, verdict }) => force !== 'INFO' && (verdict === 'FAIL' || verdict === 'UNDETERMINED'))
        .map((one) => ({ ...one, path: ['examDays', `${days.indexOf(examDay)}`] })),
    );
  const each = new Map(failed.map((one) => [`${one.rule} ${one.code} ${one.path.join('.')}`, one]));
  if (each.size > 0) return [...each.values()];
  return [finding({ ...filingScope, force: 'MUST', code: 'OUT_OF_FILING_SCOPE' }, 'PASS', '考试日均在备案范围内')];
}

/** A site as far as plans look at it. */
export type PlannedSite = AskedSite & { readonly _id: string; readonly agencyId: string };

/**
 * Whether every site can be used on every examination day: SITE_REQUIRED, SITE_NOT_IN_USE for one that is not the agency's, and
 * what keeps a site from counting (SIT-001, SIT-002, SIT-004), each reason once for a site.
 */
export function judgePlanSites(
  { agencyId, siteIds, examDays }: Pick<EvaluationPlan, 'agencyId' | 'siteIds' | 'examDays'>,
  sites: readonly PlannedSite[],
  { subject, rule }: { readonly subject: string | null; readonly rule: DatedRule },
): readonly Finding[] {
  if (siteIds.length === 0)
    return judged(rule, [{ message: '应确定考核点', path: ['siteIds'], code: 'SITE_REQUIRED' }], '');
  return siteIds.flatMap((id, at) => {
    const path = ['siteIds', `${at}`];
    const site = sites.find((one) => one._id === id && one.agencyId === agencyId);
    if (!site) return judged(rule, [{ message: '没有该考核点', path, code: 'SITE_NOT_IN_USE' }], '');
    const found = examDays.flatMap((on) =>
      judgeSites({ on, district: site.district }, { agency: { sitesKnown: true }, sites: [site] }, subject),
    );
    const refusing = found.filter((one) => refusalOf(one) !== null).map((one) => ({ ...one, path }));
    return [...new Map(refusing.map((one) => [one.code, one])).values()];
  });
}

/** Whether the agency keeps out of training for what it evaluates (EVL-013): TRAINING_CONFLICT for each declared link to it. */
export function judgeTraining(
  { trainingLinks }: Pick<PlanContent, 'trainingLinks'>,
  { nameKey: key }: Pick<EvaluationPlan, 'nameKey'>,
  on: Day,
): readonly Finding[] {
  const failures = trainingLinks.flatMap(({ itemName, provider }, at): readonly Failure[] =>
    nameKey(itemName) === key
      ? [{ message: '不得参与所评价职业（工种）的社会化培训', path: ['trainingLinks', `${at}`], facts: { provider } }]
      : [],
  );
  return judgeOn(trainingRules, on, (rule) => judged(rule, failures, '未参与相关社会化培训'));
}

/** Whether the item can be applied for in these ways (EVL-003 to EVL-005): APPLICATION_KIND_NOT_ALLOWED, FIELD_REQUIRED for none. */
export function judgeApplicationKinds(
  { applicationKinds }: Pick<PlanContent, 'applicationKinds'>,
  { nameKey: key }: Pick<EvaluationPlan, 'nameKey'>,
  on: Day,
  overrides: readonly KindOverride[] = kindOverrides,
): readonly Finding[] {
  const allowed = overrides.find((one) => one.nameKey === key)?.allowed ?? ['GROUP', 'INDIVIDUAL'];
  const failures: readonly Failure[] =
    applicationKinds.length === 0
      ? [{ message: '应说明申报方式', path: ['applicationKinds'], code: 'FIELD_REQUIRED' }]
      : applicationKinds.flatMap((one, at) =>
          allowed.includes(one) ? [] : [{ message: '该项目不能以此方式申报', path: ['applicationKinds', `${at}`] }],
        );
  // 38号 names 2024 in its title: what it says in general is taken to go on.
  const facts = { assumedContinuation: on > '2024-12-31' };
  return judgeOn(applicationKindRules, on, (rule) => judged(rule, failures, '申报方式符合规定', { facts }));
}

function row(
  rule: DatedRule['rule'],
  code: DatedRule['code'],
  [from, to]: readonly [string, string | null],
  clauses: DatedRule['clauses'],
): DatedRule {
  return { rule, force: 'MUST', code, from: day(from), to: to === null ? null : day(to), clauses };
}
