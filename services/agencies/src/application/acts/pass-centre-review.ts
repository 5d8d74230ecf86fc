import { dayAt } from '@shanghai/kernel';
import { judgeUnreviewed } from '../../route/assessed-rules.js';
import type { PanelMember } from '../application.js';
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
  const { now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'passCentreReview',
      payload: { panel },
      judge: (application) => [
        judgeUnreviewed(application),
        ...judgePanel(panel, application.form, dayAt(now), application.route),
      ],
      next: () => ({ centreReview: { panel, at: now } }),
    }),
  );
}
