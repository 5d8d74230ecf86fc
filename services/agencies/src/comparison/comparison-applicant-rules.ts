import { type DatedRule, type Finding, clause, judged, judgeOn } from '@shanghai/kernel';
import { judgeBody, judgeGovernment } from '../application/applicant-rules.js';
import type { SubmissionFacts } from '../application/submission-facts.js';
import type { RouteApplicant } from '../route/registration-rules.js';
import { NOTICE_30, ruleOf30 } from './comparison-rule.js';

/** 本市企业、社会团体、院校、民营非企业等 (CMP-005): no legal person is asked for, a branch of a national agency may apply (PR). */
export const comparisonApplicantRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-005',
    'APPLICANT_NOT_ELIGIBLE',
    clause(NOTICE_30, '一', '本市企业、社会团体、院校、民营非企业等，同时符合以下条件的'),
  ),
];

/** 政府及其所属部门不予申报 (CMP-006, as AGY-002). */
export const comparisonGovernmentRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-006',
    'GOVERNMENT_AFFILIATED',
    clause(NOTICE_30, '一（一）', '政府及其所属部门（事业单位、未与政府脱钩社会团体）不予申报'),
  ),
];

/** 社会信用良好 (CMP-006, as AGY-003). */
export const comparisonCreditRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-006',
    'CREDIT_RECORD',
    clause(NOTICE_30, '一（一）', '具有规范的管理制度和财务制度，社会信用良好，无违法违规、失信等不良行为记录'),
  ),
];

/** Who applies for comparison (CMP-005, CMP-006); of another route nothing. */
export function judgeComparisonApplicant({ form, on, route, creditCodeIsTaken }: RouteApplicant): readonly Finding[] {
  if (route !== 'COMPARISON') return [];
  return [
    ...judgeOn(comparisonApplicantRules, on, (rule) => judgeBody(rule, form, { creditCodeIsTaken, asks: [] })),
    ...judgeGovernment(form, on, comparisonGovernmentRules),
  ];
}

/** CMP-006: the evidence of credit is among the materials. */
export function judgeComparisonCredit({ form, on }: SubmissionFacts): readonly Finding[] {
  const evidenced = form.materials.some(({ type }) => type === 'CREDIT_EVIDENCE');
  const failures = evidenced ? [] : [{ message: '缺少主体资质的信用佐证，无法核对信用记录', path: ['materials'] }];
  return judgeOn(comparisonCreditRules, on, (rule) => judged(rule, failures, '已提交信用佐证'));
}
