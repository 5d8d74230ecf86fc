import { type Finding, undetermined } from '@shanghai/kernel';
import type { SubmissionFacts } from '../application/submission-facts.js';
import type { RosterCase } from '../roster/roster-facts.js';
import { judgeStaffing } from '../roster/roster-rules.js';

/**
 * 工作人员和内部质量督导员 of an applicant for comparison (STF-001 to STF-016, ISU-001 to ISU-004): what its roster of the day says
 * to each rule. As long as it has named nobody every one stays open, and nothing is submitted: they are MUST, and what is open
 * refuses.
 */
export function judgePeople({ roster, on, form, comparisonSince }: SubmissionFacts): readonly Finding[] {
  const asked: RosterCase = { on, type: 'COMPARISON', nature: form.nature, filedOn: comparisonSince };
  if (roster) return judgeStaffing(roster, asked);
  const all = judgeStaffing({ staff: [], supervisors: [] }, asked).filter(({ force }) => force === 'MUST');
  const first = all.filter((one, at) => all.findIndex(({ rule }) => rule === one.rule) === at);
  return first.map((one) => (one.verdict === 'NOT_APPLICABLE' ? one : undetermined(one, notInHand)));
}

const notInHand = { code: 'ROSTER', message: '尚未取得工作人员和内部质量督导员名册，无法核对', facts: {} } as const;
