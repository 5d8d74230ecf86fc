import { type ApplicationAct, type Transition, transitions } from './application-machine.js';
import type { ApplicationRoute } from './application-route.js';
import { comparisonTransitions } from './comparison-machine.js';
import { filingMachines } from './filing-machine.js';

/** The machine of each route: 2, 2b and 4. */
export const machines: Readonly<Record<ApplicationRoute, readonly Transition[]>> = {
  SOCIAL: transitions,
  ...filingMachines,
  COMPARISON: comparisonTransitions,
};

/** The rows of an act on a route, one for each body that does it; none where the route does not know it. */
export function rowsOf(act: ApplicationAct, route: ApplicationRoute): readonly Transition[] {
  return machines[route].filter((one) => one.act === act);
}

/** Whether anyone may do it, with or without a token. */
export function isForEveryone(act: ApplicationAct): boolean {
  return Object.values(machines).some((rows) => rows.some((one) => one.act === act && one.by.includes('PUBLIC')));
}
