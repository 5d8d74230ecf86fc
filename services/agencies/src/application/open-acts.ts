import { type ApplicationAct, transitions } from './application-machine.js';
import type { ApplicationStatus } from './application.js';

/** The acts that machine 2 opens to a role in a state, in its order. What their rules say, `checkApplication` and the acts tell. */
export function actsOpenTo(role: string, status: ApplicationStatus): readonly ApplicationAct[] {
  return transitions
    .filter(({ by, from }) => by.some((one) => one === role) && from.includes(status))
    .map(({ act }) => act);
}
