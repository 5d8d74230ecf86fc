import { type DatedRule, type Day, type Failure, type Finding, clause, day, judgeOn, judged } from '@shanghai/kernel';
import { NOTICE_30 } from '../comparison/comparison-rule.js';
import type { PlanContent, PlanStatus } from './evaluation-plan.js';

const BY_38 = clause(
  '沪人社职〔2024〕38号',
  '二（三）',
  '具体申报条件、申报时间、计划安排、收费标准、联系方式等事项，由相关社评组织另行制定并公布',
);

/** 申报条件、申报时间、计划安排、收费标准、联系方式 (EVL-007): nothing opens before all five are there. */
export const planPublicationRules: readonly [DatedRule, DatedRule] = [
  row('2024-01-24', '2026-06-22', [BY_38]),
  row('2026-06-23', null, [
    BY_38,
    clause(NOTICE_30, '承诺书四', '根据社会需求制定详细的考试计划，并及时向社会发布'),
    clause(NOTICE_30, '承诺书五', '合理确定收费标准，并向社会公开'),
  ]),
];

/** The five, by the field of a plan that each is in. */
export const publishedFields: readonly {
  readonly field: string;
  readonly label: string;
  readonly isSaid: (content: PlanContent) => boolean;
}[] = [
  { field: 'conditions', label: '申报条件', isSaid: ({ conditions }) => says(conditions) },
  {
    field: 'applicationTime',
    label: '申报时间',
    isSaid: ({ applicationFrom, applicationTo }) => applicationFrom !== null && applicationTo !== null,
  },
  { field: 'plan', label: '计划安排', isSaid: ({ plan, examDays }) => says(plan) && examDays.length > 0 },
  { field: 'fees', label: '收费标准', isSaid: ({ fees }) => says(fees) },
  { field: 'contactInformation', label: '联系方式', isSaid: ({ contactInformation }) => says(contactInformation) },
];

/** Whether all five are there (EVL-007): PLAN_NOT_PUBLISHED at the field, for each that is not. */
export function judgePlanPublication(content: PlanContent, on: Day): readonly Finding[] {
  const failures = publishedFields
    .filter(({ isSaid }) => !isSaid(content))
    .map(({ field, label }): Failure => ({ message: `尚未公布${label}`, path: [field], facts: { field } }));
  return judgeOn(planPublicationRules, on, (rule) =>
    judged(rule, failures, '申报条件、时间、计划、收费、联系方式均已公布'),
  );
}

/**
 * Whether the days of a plan can be (EVL-007): INVALID_PLAN_DAYS for an application that ends before it begins or after the first
 * examination day, and for an examination day that is past.
 */
export function judgeDays(
  { applicationFrom: from, applicationTo: to, examDays }: PlanContent,
  on: Day,
): readonly Finding[] {
  const [first] = examDays;
  const failures: readonly Failure[] = [
    ...(from !== null && to !== null && to < from ? [fault('applicationTo', '申报截止日早于开始日')] : []),
    ...(to !== null && first !== undefined && first < to ? [fault('applicationTo', '申报截止日晚于首个考试日')] : []),
    ...examDays.flatMap((one, at) =>
      one < on ? [{ ...fault('examDays', '考试日已过'), path: ['examDays', `${at}`] }] : [],
    ),
  ];
  return judgeOn(planPublicationRules, on, (rule) => (failures.length === 0 ? [] : judged(rule, failures, '')));
}

/** Whether a change of what is before the public says why (EVL-007): FIELD_REQUIRED without a reason. */
export function judgeChange(status: PlanStatus, reason: string | null, on: Day): readonly Finding[] {
  const isOpen = status === 'PUBLISHED' && !says(reason);
  const failures: readonly Failure[] = isOpen
    ? [{ message: '变更已公布的计划应说明原因', path: ['reason'], code: 'FIELD_REQUIRED' }]
    : [];
  return isOpen ? judgeOn(planPublicationRules, on, (rule) => judged(rule, failures, '')) : [];
}

/** Whether a plan can still be cancelled (EVL-007): EXAM_DAY_PASSED from its first examination day on. */
export function judgeCancellation({ examDays: [first] }: PlanContent, on: Day): readonly Finding[] {
  const isHeld = first !== undefined && first <= on;
  const failures: readonly Failure[] = isHeld
    ? [{ message: '首个考试日已到，不能取消', path: [], code: 'EXAM_DAY_PASSED', facts: { first } }]
    : [];
  return judgeOn(planPublicationRules, on, (rule) => judged(rule, failures, '尚未开考'));
}

function fault(field: string, message: string): Failure {
  return { message, path: [field], code: 'INVALID_PLAN_DAYS' };
}

function says(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}

function row(from: string, to: string | null, clauses: DatedRule['clauses']): DatedRule {
  const days = { from: day(from), to: to === null ? null : day(to) };
  return { rule: 'EVL-007', force: 'MUST', code: 'PLAN_NOT_PUBLISHED', ...days, clauses };
}
