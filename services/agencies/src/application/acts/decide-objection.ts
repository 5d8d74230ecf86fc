import { dayAt } from '@shanghai/kernel';
import type { Application, Objection } from '../application.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { judgeObjectionDecision } from '../objection-rules.js';

/** Which objection is decided, and why so. */
export interface ObjectionDecision {
  readonly objectionNo: number;
  readonly reason: string;
}

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
      act: 'dismissObjection',
      payload: decision,
      reason: decision.reason,
      judge: (application) => [judgeObjectionDecision(application, decision.objectionNo, dayAt(acting.now))],
      next: (application) => ({ objections: decided(application, decision, 'DISMISSED', acting.now) }),
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
      act: 'upholdObjection',
      payload: decision,
      reason: decision.reason,
      judge: (application) => [judgeObjectionDecision(application, decision.objectionNo, dayAt(acting.now))],
      next: (application) => ({
        status: 'REFUSED',
        endReason: decision.reason,
        objections: decided(application, decision, 'UPHELD', acting.now),
      }),
    }),
  );
}

function decided(
  { objections }: Application,
  { objectionNo, reason }: ObjectionDecision,
  status: Objection['status'],
  decidedAt: Date,
): readonly Objection[] {
  return objections.map((one) => (one.no === objectionNo ? { ...one, status, reason, decidedAt } : one));
}
