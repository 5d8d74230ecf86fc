import { createHash } from 'node:crypto';
import { type Cause, consequence } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { system } from '../case/perform-on-case.js';
import { alertChanged } from './alert-event.js';
import { type AlertAct, alertStatusAfter, openAlertStatuses } from './alert-machine.js';
import { alertClauses } from './alert-rules.js';
import { alertOf, findAlertsAbout, findAlertsById, saveAlert } from './alert-store.js';
import type { Alert, AlertRule, StoredAlert, Warning } from './alert.js';

/** What was evaluated: everything that these rules find about these things was found. */
export interface Evaluated {
  readonly about: readonly string[];
  readonly rules: readonly AlertRule[];
  readonly found: readonly Warning[];
}

/** Within which transaction, when, and from what. */
export interface Evaluating {
  readonly store: Connection;
  readonly session: ClientSession;
  readonly now: Date;
  /** The event, or the task of the clock. */
  readonly source: string;
}

const CLEARED = '预警原因已消除，由系统关闭。';

/**
 * Makes the alerts about things what was found about them: a new cause is a new alert, a cause that is known is left to who
 * decided on it, and one that has gone closes an alert that nobody has ended.
 */
export async function reconcileAlerts(at: Evaluating, { about, rules, found }: Evaluated): Promise<void> {
  if (about.length === 0) return;
  const known = (await findAlertsAbout(at.store, about, at.session)).filter(({ rule }) => rules.includes(rule));
  const byId = new Map(known.map((one) => [one._id, one]));
  const present = new Map(found.map((one) => [alertIdOf(one), one]));
  for (const [id, warning] of present) await raise(at, id, warning, byId.get(id) ?? null);
  for (const one of known)
    if (!present.has(one._id) && openAlertStatuses.includes(one.status))
      await change(at, 'clearAlert', alertOf(one), { ...alertOf(one), reason: CLEARED });
}

/** The same for the same cause. */
export function alertIdOf({ rule, about, cause }: Pick<Warning, 'rule' | 'about' | 'cause'>): string {
  const digest = createHash('sha256').update(JSON.stringify([rule, about, cause]));
  return `alert-${digest.digest('hex').slice(0, 20)}`;
}

async function raise(at: Evaluating, id: string, warning: Warning, known: StoredAlert | null): Promise<void> {
  if (known && known.status !== 'CLEARED') return;
  const before = known && alertOf(known);
  const raisedAt = before?.raisedAt ?? at.now;
  const none = { reason: null, caseId: null };
  await change(at, 'raiseAlert', before, { ...warning, ...none, _id: id, status: 'OPEN', raisedAt, since: at.now });
}

async function change(
  { store, session, now, source }: Evaluating,
  act: AlertAct,
  before: Alert | null,
  next: Alert,
): Promise<void> {
  const after: Alert = { ...next, status: alertStatusAfter(act, before?.status ?? null)!, since: now };
  const cause: Cause = { caller: system, at: now.toISOString(), reason: after.reason, cause: source };
  await consequence<Alert>({
    aggregate: `alert/${after._id}`,
    name: act,
    load: async () => {
      const [stored] = await findAlertsById(store, [after._id], {}, session);
      return stored ? { state: alertOf(stored), version: stored.version } : null;
    },
    next: () => after,
    save: async (state, version) => saveAlert(store, state, version, session),
    grounds: alertClauses,
    event: alertChanged(act, before, after),
  }).storeFor(cause, store, session);
}
