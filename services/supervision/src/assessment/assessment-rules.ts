import { type Day, type DistrictCode, type Finding, day, finding, isWithin, judged } from '@shanghai/kernel';
import { type SubjectStanding, judgeStanding } from '../subject/standing-rules.js';
import type { StoredSubject, SubjectFiling } from '../subject/subject.js';
import type { ScopeRow } from '../territory/scope-rules.js';
import type { TerritorialLimb } from '../territory/territorial-limbs.js';
import type { AnnualAssessment, AssessedYear } from './annual-assessment.js';
import { assessmentRules } from './assessment-ground-rules.js';
import { type AssessmentAct, assessmentTransitionOf } from './assessment-machine.js';
import { assessmentResults } from './assessment-scale.js';

/**
 * By which limbs a district assesses an agency: those that mean the agency itself. A site alone is no agency to assess, and under
 * limb (e) the city decides (SPV-003, PR).
 */
export const assessingLimbs: readonly TerritorialLimb[] = ['ENTERPRISE_FILED_HERE', 'COLLEGE_REGISTERED_HERE'];

/** The calendar year of an assessment. */
export interface AssessedSpan {
  readonly from: Day;
  readonly to: Day;
}

/** A calendar year as days. */
export function spanOf(year: number): AssessedSpan {
  return { from: day(`${year}-01-01`), to: day(`${year}-12-31`) };
}

/** The districts whose bureaus assess an agency: those to which it was itself to supervise on a day of the year. */
export function assessingDistricts(scope: readonly ScopeRow[], year: number): readonly DistrictCode[] {
  const { from, to } = spanOf(year);
  const own = scope.filter(
    (row) => assessingLimbs.includes(row.limb) && row.from <= to && (row.to === null || row.to >= from),
  );
  return [...new Set(own.map(({ district }) => district))].sort();
}

/** Whether an agency was filed on a day of a year. */
export function wasFiledIn(filings: readonly Pick<SubjectFiling, 'standing'>[], year: number): boolean {
  const { from, to } = spanOf(year);
  return filings.some(({ standing }) => standing.from <= to && (standing.to === null || standing.to >= from));
}

/** OUT_OF_DISTRICT: a district bureau assesses agencies of its own alone, the Centre and the Bureau everyone (SPV-002, SPV-003). */
export function judgeTerritory(
  district: string | null,
  assessing: readonly DistrictCode[],
  standing: SubjectStanding,
): readonly Finding[] {
  if (district === null) return [];
  const open = judgeStanding(standing);
  if (open.verdict === 'UNDETERMINED') return [open];
  const isOwn = assessing.some((one) => one === district);
  return judged(
    assessmentRules.territory,
    isOwn ? [] : [{ message: '该机构本年度不由本区考核', path: ['agencyId'] }],
    '该机构由本区考核',
  );
}

/** Whether an act stands in the machine for an assessment as it is, or for none. */
export function judgeStep(act: AssessmentAct, state: AnnualAssessment | null): readonly Finding[] {
  const { from, refusedBy, refusal } = assessmentTransitionOf(act);
  const status = state?.status ?? null;
  return status === from ? [] : [finding(refusedBy, 'FAIL', refusal, { act, status })];
}

/** A year can be assessed once it has begun, from the year in which assessments are printed, if the agency was filed in it (PR). */
export function judgeYear(year: number, { filings }: Pick<StoredSubject, 'filings'>, today: Day): readonly Finding[] {
  const path = ['year'];
  const { from, to } = spanOf(year);
  const failures = [
    ...(to < assessmentRules.year.from ? [{ message: '年度考核自2024年度起开展', path }] : []),
    ...(from > today ? [{ message: '该年度尚未开始', path }] : []),
    ...(wasFiledIn(filings, year) ? [] : [{ message: '该机构本年度没有备案', path }]),
  ];
  return judged(assessmentRules.year, failures, '该年度可以考核', { path });
}

/** UNKNOWN_RESULT: the result is one of the scale on the day. */
export function judgeResult({ result }: AssessedYear, today: Day): readonly Finding[] {
  const isKnown = assessmentResults.some((one) => one.result === result && isWithin(today, one.from, one.to));
  const known = assessmentResults.map((one) => one.result);
  const failures = isKnown ? [] : [{ message: '考核等次不在等次表内', path: ['result'], facts: { known } }];
  return judged(assessmentRules.scale, failures, '考核等次在等次表内');
}

/** The rows of the expiry evaluations that are due: so many months before the last day of a filing (PR: the window of FIL-005). */
export const evaluationLead = [{ from: assessmentRules.year.from, months: 3 }] as const;
