import { type Finding, type MissingFact, clause, finding, undetermined } from '@shanghai/kernel';

/** How far the subjects are from what agencies have told. */
export interface SubjectStanding {
  /** The events that have still to be taken. */
  readonly behind: number;
  /** The events that could not be taken. */
  readonly parked: number;
}

/** The most events that may be missing where something is decided: a busy hour, and never a model that is being built. */
export const MOST_BEHIND = 500;

/** SPV-003 on who supervises whom: what no district may be told while the subjects are not in hand. */
export const scopeRule = {
  rule: 'SPV-003',
  force: 'MUST',
  code: 'OUT_OF_DISTRICT',
  clauses: [clause('沪人社职〔2024〕120号', '三（三）1', '各区人社部门负责所辖区域技能评价的督导检查，包括但不限于')],
} as const;

/** What is missing to say who supervises whom; null when the subjects are near enough to what agencies have told. */
export function missingSubjects({ behind, parked }: SubjectStanding): MissingFact | null {
  if (behind <= MOST_BEHIND && parked === 0) return null;
  return {
    code: 'SUBJECTS_OUT_OF_DATE',
    message: '监管对象数据尚未与备案数据同步，暂不能确定监管范围',
    facts: { behind, parked },
  };
}

/** Whether who supervises whom can be told at all: an open question refuses. */
export function judgeStanding(standing: SubjectStanding): Finding {
  const missing = missingSubjects(standing);
  return missing ? undetermined(scopeRule, missing) : finding(scopeRule, 'PASS', '监管对象数据已同步');
}
