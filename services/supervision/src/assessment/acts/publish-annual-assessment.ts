import { dayAt } from '@shanghai/kernel';
import type { Acting, OnAggregate } from '@shanghai/platform';
import type { AssessedYear } from '../annual-assessment.js';
import { judgeResult } from '../assessment-rules.js';
import { type AssessmentOutcome, assessmentVerb, performOnAssessment } from '../perform-on-assessment.js';

/** 更正年度考核: before it is published. */
export async function correctAnnualAssessment(
  acting: Acting,
  on: OnAggregate,
  { reason, ...corrected }: AssessedYear & { readonly reason: string },
): Promise<AssessmentOutcome> {
  return performOnAssessment(
    acting,
    on,
    assessmentVerb({
      act: 'correctAnnualAssessment',
      payload: { ...corrected, reason },
      reason,
      judge: () => judgeResult(corrected, dayAt(acting.now)),
      next: () => corrected,
    }),
  );
}

/** 公布年度考核结果 (DIS-007): from here on it stays as it is. */
export async function publishAnnualAssessment(acting: Acting, on: OnAggregate): Promise<AssessmentOutcome> {
  return performOnAssessment(
    acting,
    on,
    assessmentVerb({ act: 'publishAnnualAssessment', next: () => ({ publishedOn: dayAt(acting.now) }) }),
  );
}
