import { dayAt } from '@shanghai/kernel';
import { projectDueOn } from '../assessment-rules.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 机构评估通过: from now on three months for the projects (AGY-019), and the items count under AGY-010. */
export async function passAgencyAssessment(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  const { caller, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'passAgencyAssessment',
      next: ({ assessment }) => ({
        status: 'PROJECT_ASSESSMENT',
        assessment: { ...assessment!, result: 'PASSED', decidedAt: now, decidedBy: caller.subject },
        projectDueOn: projectDueOn(dayAt(now)),
      }),
    }),
  );
}
