import type { DatedRule, LedgerId, Role } from '@shanghai/kernel';
import type { AssessmentStatus } from './annual-assessment.js';
import { assessmentRules } from './assessment-ground-rules.js';

/** What can happen to an annual assessment: each is a mutation of the same name. */
export type AssessmentAct = 'recordAnnualAssessment' | 'correctAnnualAssessment' | 'publishAnnualAssessment';

/** One row: where an act leads from and to, and the rule by which it is refused elsewhere. */
export interface AssessmentTransition {
  readonly act: AssessmentAct;
  readonly by: readonly Role[];
  /** Null: it makes the assessment. */
  readonly from: AssessmentStatus | null;
  readonly to: AssessmentStatus;
  readonly guards: readonly [LedgerId, ...LedgerId[]];
  readonly refusedBy: DatedRule;
  /** In Chinese, why it is refused elsewhere. */
  readonly refusal: string;
}

/** 人社部门. */
const by: readonly Role[] = ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'];

/** All that can happen: recorded once, corrected as often as need be, published once. */
export const assessmentTransitions: readonly AssessmentTransition[] = [
  {
    ...{ act: 'recordAnnualAssessment', by, from: null, to: 'RECORDED', guards: ['SPV-003', 'SPV-010'] },
    ...{ refusedBy: assessmentRules.regularly, refusal: '该机构本年度已有考核结果' },
  },
  {
    ...{ act: 'correctAnnualAssessment', by, from: 'RECORDED', to: 'RECORDED', guards: ['SPV-003', 'SPV-010'] },
    ...{ refusedBy: assessmentRules.publication, refusal: '考核结果已公布，不能更正' },
  },
  {
    ...{ act: 'publishAnnualAssessment', by, from: 'RECORDED', to: 'PUBLISHED', guards: ['SPV-003', 'DIS-007'] },
    ...{ refusedBy: assessmentRules.publication, refusal: '考核结果已公布' },
  },
];

/** The row of an act. */
export function assessmentTransitionOf(act: AssessmentAct): AssessmentTransition {
  return assessmentTransitions.find((one) => one.act === act)!;
}
