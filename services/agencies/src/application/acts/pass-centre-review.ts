import { dayAt } from '@shanghai/kernel';
import { judgeUnreviewed } from '../../route/assessed-rules.js';
import type { PanelMember } from '../application.js';
import { withRegister } from '../../register/panel-members.js';
import { findExperts } from '../../register/register-store.js';
import { judgePanel } from '../panel-rules.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 专家复核通过: by experts whom the Centre has called, none of them related to the college (RTE-004, EXP-003). */
export async function passCentreReview(
  acting: Acting,
  on: OnApplication,
  panel: readonly PanelMember[],
): Promise<ApplicationActOutcome> {
  const { store, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'passCentreReview',
      payload: { panel },
      facts: async (_application, session) => findExperts(store, panel, session),
      judge: (application, experts) => [
        judgeUnreviewed(application),
        ...judgePanel(withRegister(panel, experts), application.form, dayAt(now), application.route),
      ],
      next: () => ({ centreReview: { panel, at: now } }),
    }),
  );
}
