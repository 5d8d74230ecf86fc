import {
  type DatedRule,
  type Day,
  type Finding,
  type Period,
  clause,
  day,
  finding,
  lastDayAfter,
  ruleOnOrFirst,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { Application, ApplicationStatus, SubmittedItem } from './application.js';

/** How long project assessment may take. */
export interface ProjectTerm extends DatedRule {
  readonly length: Period;
}

/** 项目评估期限 (AGY-019): the day on which the agency assessment is passed is not counted (PR). */
export const projectAssessmentRules: readonly [ProjectTerm, ProjectTerm] = [
  {
    rule: 'AGY-019',
    force: 'MUST',
    code: 'PROJECT_ASSESSMENT_OVERDUE',
    length: { months: 3 },
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [
      clause('沪人社职〔2024〕270号', '三（四）', '通过机构评估的申报单位在3个月内完成项目评估（相关要求另行通知）'),
    ],
  },
  {
    rule: 'AGY-019',
    force: 'MUST',
    code: 'PROJECT_ASSESSMENT_OVERDUE',
    length: { months: 3 },
    from: day('2025-03-20'),
    to: null,
    clauses: [clause('沪人社职〔2025〕76号', '二（三）4', '通过机构评估的申报单位应在3个月内完成项目评估')],
  },
];

/** 逾期未完成的，视作放弃申报 (AGY-020). */
export const abandonmentRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'AGY-020',
    force: 'MUST',
    code: 'PROJECT_ASSESSMENT_OVERDUE',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [clause('沪人社职〔2024〕270号', '三（四）', '逾期未完成的，视作放弃申报')],
  },
  {
    rule: 'AGY-020',
    force: 'MUST',
    code: 'PROJECT_ASSESSMENT_OVERDUE',
    from: day('2025-03-20'),
    to: null,
    clauses: [clause('沪人社职〔2025〕76号', '二（三）4', '逾期未完成的，视作放弃申报')],
  },
];

/** The Bureau consents to what the Centre has assessed: never the same person (AGY-023, our tightening). */
export const separationRules: readonly [DatedRule] = [
  {
    rule: 'AGY-023',
    force: 'MUST',
    code: 'SEPARATION_OF_DUTY',
    from: day('2024-08-19'),
    to: null,
    clauses: [clause('沪人社职〔2024〕270号', '三（五）', '经市人力资源社会保障局同意后，由市职鉴中心向社会公示')],
  },
];

/** The same of comparison agencies (CMP-011, our tightening). */
export const comparisonSeparationRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-011',
    'SEPARATION_OF_DUTY',
    clause(NOTICE_30, '三（三）', '经市人力资源社会保障局同意后,由市职鉴中心向社会公示'),
  ),
];

/** The last day of project assessment, to 24:00, of an application whose agency assessment was passed on a day (AGY-019). */
export function projectDueOn(passedOn: Day): Day {
  return lastDayAfter(passedOn, ruleOnOrFirst(projectAssessmentRules, passedOn).length);
}

/** Where the results of its items lead an application, and what becomes of the items. */
export interface ProjectOutcome {
  readonly status: Extract<
    ApplicationStatus,
    'PROJECT_ASSESSMENT' | 'AWAITING_CONSENT' | 'FAILED_PROJECT' | 'ABANDONED'
  >;
  readonly items: readonly SubmittedItem[];
}

/**
 * AGY-020, item by item (PR): when the time is over, what is not finished is ABANDONED. One that passed is enough to go on;
 * none passed but some finished is FAILED_PROJECT; none finished is ABANDONED. In time, unfinished items keep it where it is.
 */
export function outcomeOfProject(
  items: readonly SubmittedItem[],
  { overdue }: { readonly overdue: boolean },
): ProjectOutcome {
  const has = (status: SubmittedItem['status']): boolean => items.some((item) => item.status === status);
  if (has('PENDING') && !overdue) return { status: 'PROJECT_ASSESSMENT', items };
  const ended = items.map((item) => (item.status === 'PENDING' ? { ...item, status: 'ABANDONED' as const } : item));
  if (has('PASSED')) return { status: 'AWAITING_CONSENT', items: ended };
  return { status: has('FAILED') ? 'FAILED_PROJECT' : 'ABANDONED', items: ended };
}

/** Whether project assessment is over on a day without being finished (AGY-020). */
export function isProjectOverdue({ status, projectDueOn: dueOn }: ProjectState, on: Day): boolean {
  return status === 'PROJECT_ASSESSMENT' && dueOn !== null && dueOn < on;
}

type ProjectState = Pick<Application, 'status' | 'items' | 'projectDueOn'>;

/**
 * Whether the result of an item can be recorded on a day (AGY-019, AGY-020): PROJECT_ASSESSMENT_OVERDUE after the last day,
 * ITEM_UNKNOWN, ITEM_ALREADY_DECIDED.
 */
export function judgeItemResult({ items, projectDueOn: dueOn }: ProjectState, itemId: string, on: Day): Finding {
  const rule = ruleOnOrFirst(projectAssessmentRules, on);
  const path = ['itemId'];
  const item = items.find((one) => one.itemId === itemId);
  if (dueOn !== null && dueOn < on)
    return finding(ruleOnOrFirst(abandonmentRules, on), 'FAIL', `项目评估已于${dueOn}24时截止`, { dueOn });
  if (!item) return finding({ ...rule, code: 'ITEM_UNKNOWN' }, 'FAIL', '申报项目中没有该项目', { itemId }, path);
  if (item.status !== 'PENDING')
    return finding({ ...rule, code: 'ITEM_ALREADY_DECIDED' }, 'FAIL', '该项目的评估结果已记录', { itemId }, path);
  return finding(rule, 'PASS', '在项目评估期限内', { dueOn }, path);
}

/** Whether a person may consent to an application: not who recorded a result of its assessments (SEPARATION_OF_DUTY). */
export function judgeSeparation(
  { assessment, items, route }: Pick<Application, 'assessment' | 'items'> & Partial<Pick<Application, 'route'>>,
  subject: string,
): Finding {
  const [rule] = route === 'COMPARISON' ? comparisonSeparationRules : separationRules;
  const recorded = [assessment?.decidedBy, ...items.map(({ decidedBy }) => decidedBy)].includes(subject);
  return recorded
    ? finding(rule, 'FAIL', '记录评估结果的人不得办理同意')
    : finding(rule, 'PASS', '办理人未记录过该申报的评估结果');
}
