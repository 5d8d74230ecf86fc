import { type Finding, type MissingFact, finding, undetermined } from '@shanghai/kernel';
import { gradeGrounds } from './grade-scale.js';

/** How far what grades follow from is from what was done. */
export interface GradeStanding {
  /** The events that have still to be taken. */
  readonly behind: number;
  /** The events that could not be taken. */
  readonly parked: number;
}

/** The most events on their way where a pool is drawn by grades: what is done within moments, and never a model that is built. */
export const MOST_GRADES_BEHIND = 50;

/** SPV-011 on what a draw rests on: strata and weights are grades, and an old grade is not today's. */
export const gradesRule = {
  rule: 'SPV-011',
  force: 'MUST',
  code: 'GRADES_OUT_OF_DATE',
  clauses: gradeGrounds,
} as const;

/** What is missing to grade by; null when the facts are near enough to what was done. */
export function missingGrades({ behind, parked }: GradeStanding): MissingFact | null {
  if (behind <= MOST_GRADES_BEHIND && parked === 0) return null;
  return {
    code: 'GRADES_OUT_OF_DATE',
    message: '监管等级数据尚未更新完毕，请稍后重试',
    facts: { behind, parked },
  };
}

/** GRADES_OUT_OF_DATE while grades are not those of today: nothing is wrong with the request, and it can be sent again later. */
export function judgeGradeStanding(standing: GradeStanding): Finding {
  const missing = missingGrades(standing);
  return missing ? undetermined(gradesRule, missing) : finding(gradesRule, 'PASS', '监管等级数据已更新');
}
