import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import { type AlertRuleRow, alertRules } from './alert-rules.js';
import {
  type AlertFilter,
  alertsVisibleTo,
  alertsWhere,
  countAlerts,
  countOpenAlerts,
  findAlertPage,
  newestFirst,
} from './alert-store.js';
import { countedAs } from '../tally/tally.js';
import type { StoredAlert } from './alert.js';

/** One page of alerts; they are counted when the number is asked for. */
export type AlertPage = Page<StoredAlert, () => Promise<number>>;

/** A rule of early warning with the alerts of it that wait for somebody; null where the rule finds nothing yet. */
export interface CountedAlertRule extends AlertRuleRow {
  readonly openCount: number | null;
}

/** The alerts in the caller's scope, the newest first. */
export async function listAlerts(
  { store, caller }: Pick<Context, 'store' | 'caller'>,
  filter: AlertFilter,
  page: PageArguments,
): Promise<AlertPage> {
  const request = { page, order: newestFirst, filter: { list: 'alerts', ...filter } };
  const conditions = [alertsVisibleTo(caller), alertsWhere(filter)];
  const rows = await findAlertPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countAlerts(store, conditions));
}

/** Every rule, with what it finds now in the caller's scope. */
export async function countAlertRules({
  store,
  caller,
}: Pick<Context, 'store' | 'caller'>): Promise<readonly CountedAlertRule[]> {
  const counts = new Map((await countOpenAlerts(store, countedAs(caller.scopes))).map((one) => [one.rule, one.count]));
  return alertRules.map((row) => ({ ...row, openCount: row.missing === null ? (counts.get(row.rule) ?? 0) : null }));
}
