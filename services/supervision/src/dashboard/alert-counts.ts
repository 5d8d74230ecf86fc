import type { Caller } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { alertsVisibleTo, countOpenAlerts } from '../alert/alert-store.js';
import type { AlertCount } from './district-dashboard.js';

/** The open alerts that a scope sees, by rule. */
export async function openAlertsByRule(
  store: Connection,
  scoped: Pick<Caller, 'scopes'>,
): Promise<readonly AlertCount[]> {
  const counted = await countOpenAlerts(store, alertsVisibleTo(scoped));
  return counted.toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}
