import { judgeUndecided } from '../../route/assessed-rules.js';
import { isOpinionAsked } from '../../route/route-rules.js';
import { allPassed } from '../all-passed.js';
import type { Application } from '../application.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 技术评估通过: the items pass with it; of a college the bureau has then to give its opinion (RTE-004). */
export async function passTechnicalAssessment(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'passTechnicalAssessment',
      judge: (application) => [judgeUndecided(application)],
      next: (application) => ({
        ...decided(application, acting, 'PASSED'),
        items: allPassed(application.items, acting),
        status: isOpinionAsked(application.route) ? 'PRELIMINARY_OPINION' : 'TECHNICAL_ASSESSMENT',
      }),
    }),
  );
}

/** 技术评估未通过: the application is refused, with the reason. */
export async function failTechnicalAssessment(
  acting: Acting,
  on: OnApplication,
  reason: string,
): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'failTechnicalAssessment',
      payload: { reason },
      reason,
      judge: (application) => [judgeUndecided(application)],
      next: (application) => ({
        ...decided(application, acting, 'FAILED'),
        status: 'REFUSED',
        endReason: reason,
      }),
    }),
  );
}

function decided(
  { technicalAssessment }: Application,
  { caller, now }: Acting,
  result: 'PASSED' | 'FAILED',
): Pick<Application, 'technicalAssessment'> {
  return {
    technicalAssessment: { ...technicalAssessment!, result, decidedAt: now, decidedBy: caller.subject },
  };
}
