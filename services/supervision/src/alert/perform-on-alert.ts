import { type Finding, type Refusal, finding, refusalsOf } from '@shanghai/kernel';
import { type Acting, type OnAggregate, askedOf, badUserInput, performVerb } from '@shanghai/platform';
import type { ClientSession } from 'mongoose';
import { casesVisibleTo, findCasesById } from '../case/case-store.js';
import { alertChanged } from './alert-event.js';
import { type AlertAct, alertStatusAfter, alertTransitions } from './alert-machine.js';
import { alertClauses, alertRuleOf } from './alert-rules.js';
import { alertOf, alertsVisibleTo, findAlertsById, saveAlert } from './alert-store.js';
import type { Alert, StoredAlert } from './alert.js';

/** An alert as an act left it. */
export interface AlertDone {
  readonly alert: StoredAlert;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type AlertOutcome = AlertDone | { readonly refusals: readonly Refusal[] };

/** What somebody does with an alert, and why. */
export interface AlertDecision {
  readonly act: Exclude<AlertAct, 'raiseAlert' | 'clearAlert'>;
  readonly reason: string;
  /** The case that came of it; null for other acts. */
  readonly caseId: string | null;
}

const NOTHING_VERBATIM: ReadonlySet<string> = new Set();

/**
 * The one way in which anybody decides on an alert: in the caller's scope, as the machine has it, with a reason.
 * @throws GraphQLError BAD_USER_INPUT when there is no such alert, or no such case, for the caller, or CONFLICT
 */
export async function performOnAlert(
  acting: Acting,
  on: OnAggregate,
  { act, reason, caseId }: AlertDecision,
): Promise<AlertOutcome> {
  const { store, caller, now } = acting;
  const outcome = await performVerb<Alert, Refusal>(
    store,
    {
      ...askedOf('alert', acting, on, { act, payload: { reason, caseId } }),
      load: async (session) => {
        const [stored] = await findAlertsById(store, [on.id], alertsVisibleTo(caller), session);
        if (!stored) throw badUserInput('no such alert', { argument: 'id' });
        return { state: alertOf(stored), version: stored.version };
      },
      decide: async (state, session) => {
        const before = state!;
        const refusals = refusalsOf([judgeAlertStep(act, before)]);
        if (refusals.length > 0) return { accepted: false, refusals };
        await requireCase(acting, caseId, session);
        const status = alertStatusAfter(act, before.status)!;
        const after: Alert = { ...before, status, since: now, reason, caseId };
        const event = alertChanged(act, before, after);
        return { accepted: true, state: after, reason, grounds: alertClauses, rules: [ruleOf(before)], event };
      },
      save: async (state, version, session) => saveAlert(store, state, version, session),
    },
    NOTHING_VERBATIM,
  );
  if ('refusals' in outcome) return outcome;
  return {
    alert: { ...(outcome.state as Alert), version: outcome.version },
    isRepeated: outcome.isRepeated,
  };
}

/** ILLEGAL_TRANSITION from a state that the machine has no such step from. */
export function judgeAlertStep(act: AlertAct, alert: Pick<Alert, 'status' | 'rule'>): Finding {
  const order = { rule: ruleOf(alert), force: 'MUST', code: 'ILLEGAL_TRANSITION', clauses: alertClauses } as const;
  const facts = { act, status: alert.status };
  return alertTransitions.some((row) => row.act === act && row.from.includes(alert.status))
    ? finding(order, 'PASS', '可以办理此步骤', facts)
    : finding(order, 'FAIL', '预警的状态不能办理此步骤', facts);
}

function ruleOf({ rule }: Pick<Alert, 'rule'>) {
  return alertRuleOf(rule).ledger;
}

/** Whether a case exists is known to who sees it alone. */
async function requireCase({ store, caller }: Acting, caseId: string | null, session: ClientSession): Promise<void> {
  if (caseId === null) return;
  const [found] = await findCasesById(store, [caseId], casesVisibleTo(caller), session);
  if (!found) throw badUserInput('no such case', { argument: 'caseId' });
}
