import { dayAt } from '@shanghai/kernel';
import type { AssessmentMethod, PanelMember } from '../application.js';
import { withRegister } from '../../register/panel-members.js';
import { findExperts } from '../../register/register-store.js';
import { judgeMethods, judgePanel } from '../panel-rules.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 开始机构评估: by named methods, and by experts none of whom is related to the applicant (AGY-018, EXP-003). */
export async function startAgencyAssessment(
  acting: Acting,
  on: OnApplication,
  { methods, panel }: { readonly methods: readonly AssessmentMethod[]; readonly panel: readonly PanelMember[] },
): Promise<ApplicationActOutcome> {
  const { store, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'startAgencyAssessment',
      payload: { methods, panel },
      facts: async (_application, session) => findExperts(store, panel, session),
      judge: ({ form, route }, experts) => [
        ...judgeMethods(methods, dayAt(now), route),
        ...judgePanel(withRegister(panel, experts), form, dayAt(now), route),
      ],
      next: () => ({
        status: 'AGENCY_ASSESSMENT',
        assessment: { methods, panel, startedAt: now, result: null, decidedAt: null, decidedBy: null },
      }),
    }),
  );
}
