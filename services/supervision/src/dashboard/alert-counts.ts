import type { Connection } from 'mongoose';
import { countOpenAlerts } from '../alert/alert-store.js';
import type { AlertCount } from './district-dashboard.js';

/** The open alerts of a district or of the city, by rule. */
export async function openAlertsByRule(store: Connection, of: string | null): Promise<readonly AlertCount[]> {
  const counted = await countOpenAlerts(store, of);
  return counted.toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}
