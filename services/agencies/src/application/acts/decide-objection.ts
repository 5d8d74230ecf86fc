import { type ObjectionDecision, dayAt, withDecision } from '@shanghai/kernel';
import type { Application } from '../application.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { judgeDecisionOn } from '../objection-rules.js';

/** 异议不成立: the objection is closed, and publicity goes on (AGY-024). */
export async function dismissObjection(
  acting: Acting,
  on: OnApplication,
  decision: ObjectionDecision,
): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      ...deciding(decision, acting.now),
      act: 'dismissObjection',
      next: ({ objections }) => ({ objections: withDecision(objections, decision, 'DISMISSED', acting.now) }),
    }),
  );
}

/** 异议成立: the application is refused (AGY-024). */
export async function upholdObjection(
  acting: Acting,
  on: OnApplication,
  decision: ObjectionDecision,
): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      ...deciding(decision, acting.now),
      act: 'upholdObjection',
      next: ({ objections }) => ({
        status: 'REFUSED',
        endReason: decision.reason,
        objections: withDecision(objections, decision, 'UPHELD', acting.now),
      }),
    }),
  );
}

function deciding(decision: ObjectionDecision, now: Date) {
  return {
    payload: decision,
    reason: decision.reason,
    judge: (application: Application) => [judgeDecisionOn(application, decision.objectionNo, dayAt(now))],
  };
}
