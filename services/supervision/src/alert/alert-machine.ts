import type { LedgerId, Role } from '@shanghai/kernel';
import type { AlertStatus } from './alert.js';

/** What can happen to an alert. Those that are not of SYSTEM are mutations of the same name. */
export type AlertAct = 'raiseAlert' | 'clearAlert' | 'explainAlert' | 'openAlertCase' | 'dismissAlert';

/** One row of the machine of alerts. */
export interface AlertTransition {
  readonly act: AlertAct;
  readonly by: readonly (Role | 'SYSTEM')[];
  /** Empty: it makes the alert. */
  readonly from: readonly AlertStatus[];
  readonly to: readonly AlertStatus[];
  readonly guards: readonly [LedgerId, ...LedgerId[]];
}

/** 人社部门. */
const HR: AlertTransition['by'] = ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'];
const SYSTEM: AlertTransition['by'] = ['SYSTEM'];
/** The states in which somebody may still decide, and in which it ends by itself when its cause has gone. */
export const openAlertStatuses: readonly AlertStatus[] = ['OPEN', 'EXPLAINED'];

/** The machine, row by row (PR: no notice prints one). What is not in it is ILLEGAL_TRANSITION. */
export const alertTransitions: readonly AlertTransition[] = [
  row('raiseAlert', SYSTEM, [], 'OPEN'),
  // The same cause is back: it is the same alert.
  row('raiseAlert', SYSTEM, ['CLEARED'], 'OPEN'),
  row('clearAlert', SYSTEM, openAlertStatuses, 'CLEARED'),
  row('explainAlert', HR, ['OPEN'], 'EXPLAINED'),
  row('openAlertCase', HR, openAlertStatuses, 'CASE_OPENED'),
  row('dismissAlert', HR, openAlertStatuses, 'DISMISSED'),
];

/** The acts that a role may do to an alert in a state. */
export function alertActsOpenTo(role: string, status: AlertStatus): readonly AlertAct[] {
  return alertTransitions
    .filter(({ by, from }) => by.some((one) => one === role) && from.includes(status))
    .map(({ act }) => act);
}

/** The state after an act from a state; null where the act is no step from it. */
export function alertStatusAfter(act: AlertAct, from: AlertStatus | null): AlertStatus | null {
  const found = alertTransitions.find(
    (one) => one.act === act && (from === null ? one.from.length === 0 : one.from.includes(from)),
  );
  return found?.to[0] ?? null;
}

function row(act: AlertAct, by: AlertTransition['by'], from: readonly AlertStatus[], to: AlertStatus): AlertTransition {
  return { act, by, from, to: [to], guards: ['SYS-002', 'CRT-006'] };
}
