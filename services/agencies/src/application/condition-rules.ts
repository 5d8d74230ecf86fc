import { type DatedRule, type Finding, clause, day, judged, judgeOn } from '@shanghai/kernel';
import type { DeclaredConditions } from './application-form.js';
import type { SubmissionFacts } from './submission-facts.js';

/** 申报条件: what an applicant must have under a notice. How many is not printed. */
export interface ConditionRule extends DatedRule {
  readonly requires: readonly (keyof DeclaredConditions)[];
}

/** AGY-006a under 270号, AGY-006b since 76号: premises and equipment belong to the sites then (AGY-007b). */
export const conditionRules: readonly [ConditionRule, ConditionRule] = [
  {
    rule: 'AGY-006a',
    force: 'MUST',
    code: 'CONDITION_MISSING',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    requires: ['dedicatedBody', 'fullTimeStaff', 'experts', 'premises', 'hasEquipmentWithSurveillance', 'funding'],
    clauses: [
      clause(
        '沪人社职〔2024〕270号',
        '一（三）',
        '有专门负责职业技能等级认定工作的机构、与评价工作相适应的专职工作人员、专家团队及相应的场地、设备设施（含视频监控设备），能为职业技能等级认定工作提供稳定的经费保障',
      ),
    ],
  },
  {
    rule: 'AGY-006b',
    force: 'MUST',
    code: 'CONDITION_MISSING',
    from: day('2025-03-20'),
    to: null,
    requires: ['dedicatedBody', 'fullTimeStaff', 'experts', 'examiners', 'internalSupervisors', 'funding'],
    clauses: [
      clause(
        '沪人社职〔2025〕76号',
        '二（一）3',
        '有专门负责职业技能等级认定工作的机构、与评价工作相适应的专职工作人员、专家团队、考评人员、内部质量督导人员，能为职业技能等级认定工作提供稳定的经费保障',
      ),
    ],
  },
];

const labels: Readonly<Record<keyof DeclaredConditions, string>> = {
  dedicatedBody: '专门机构',
  fullTimeStaff: '专职工作人员',
  experts: '专家团队',
  examiners: '考评人员',
  internalSupervisors: '内部质量督导人员',
  premises: '场地',
  hasEquipmentWithSurveillance: '设备设施（含视频监控设备）',
  funding: '稳定的经费保障',
  qualityControl: '质量管控措施',
};

/** Every condition that is not declared (AGY-006a, AGY-006b): CONDITION_MISSING at ['conditions', 'examiners']. */
export function judgeConditions({ form: { conditions }, on }: SubmissionFacts): readonly Finding[] {
  return judgeOn(conditionRules, on, (rule) => {
    const missing = rule.requires.filter((condition) => !isMet(conditions[condition]));
    const failures = missing.map((one) => ({ message: `缺少${labels[one]}`, path: ['conditions', one] }));
    return judged(rule, failures, '具备申报条件');
  });
}

/** A text that says something, a whole number of at least one, or yes. */
function isMet(value: DeclaredConditions[keyof DeclaredConditions]): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0;
  return typeof value === 'string' ? value.trim() !== '' : value === true;
}
