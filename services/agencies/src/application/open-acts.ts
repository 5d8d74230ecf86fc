import type { Caller } from '@shanghai/platform';
import { judgeFilingAuthority } from '../route/filing-authority-rules.js';
import type { Actor, ApplicationAct } from './application-machine.js';
import type { Application } from './application.js';
import { machines } from './machines.js';

/**
 * The acts that the machine of its route opens to a caller in the state of an application, in its order. What their rules say,
 * `checkApplication` and the acts tell.
 */
export function actsOpenTo(
  { role, scopes }: Pick<Caller, 'role' | 'scopes'>,
  { route, status, form }: Pick<Application, 'route' | 'status' | 'form'>,
): readonly ApplicationAct[] {
  const of = { route, by: role as Actor, district: scopes['district'] ?? null, ...form };
  return machines[route]
    .filter(({ by, from }) => by.some((one) => one === role) && from.includes(status))
    .map(({ act }) => act)
    .filter((act) => judgeFilingAuthority({ ...of, act }) === null);
}
