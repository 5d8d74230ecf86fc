import { dayAt } from '@shanghai/kernel';
import { judgeRouteChoice } from '../../route/route-choice-rules.js';
import type { ApplicationRoute } from '../application-route.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 确定备案路径: by the Centre, of an applicant whose nature has none (RTE-012, PR). What was consented to is asked anew. */
export async function chooseRoute(
  acting: Acting,
  on: OnApplication,
  { route, reason }: { readonly route: ApplicationRoute; readonly reason: string },
): Promise<ApplicationActOutcome> {
  const { now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'chooseRoute',
      payload: { route, reason },
      reason,
      judge: ({ form }) => [judgeRouteChoice(form, route, dayAt(now))],
      next: () => ({ route, routeChoice: { route, reason, at: now }, consents: [] }),
    }),
  );
}
