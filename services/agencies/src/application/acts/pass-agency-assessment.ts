import { dayAt } from '@shanghai/kernel';
import { routeRuleOf } from '../../route/route-rules.js';
import { projectDueOn } from '../assessment-rules.js';
import { allPassed } from '../all-passed.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/**
 * 机构评估通过: from now on three months for the projects (AGY-019), and the items count under AGY-010. Comparison agencies have no
 * project assessment: what they applied for has passed (CMP-010).
 */
export async function passAgencyAssessment(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  const { caller, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'passAgencyAssessment',
      next: ({ assessment, route, items }) => ({
        assessment: { ...assessment!, result: 'PASSED', decidedAt: now, decidedBy: caller.subject },
        ...(routeRuleOf(route).hasProjectAssessment
          ? { status: 'PROJECT_ASSESSMENT', projectDueOn: projectDueOn(dayAt(now)) }
          : { status: 'AWAITING_CONSENT', items: allPassed(items, acting) }),
      }),
    }),
  );
}
