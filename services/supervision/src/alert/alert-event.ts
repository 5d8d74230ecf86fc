import type { JournalEvent } from '@shanghai/platform';
import type { AlertAct } from './alert-machine.js';
import type { Alert } from './alert.js';

/** What others are told of an alert that has changed. */
export function alertChanged(act: AlertAct, before: Alert | null, after: Alert): JournalEvent {
  const { _id: alertId, rule, agencyId, districts, caseId } = after;
  return {
    type: 'alert.changed',
    payload: { alertId, act, from: before?.status ?? null, to: after.status, rule, agencyId, districts, caseId },
  };
}
