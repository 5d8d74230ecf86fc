import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 不同意备案: the Bureau does not consent. */
export async function refuseConsent(acting: Acting, on: OnApplication, reason: string): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({ act: 'refuseConsent', payload: { reason }, reason, next: () => ({ status: 'REFUSED', endReason: reason }) }),
  );
}
