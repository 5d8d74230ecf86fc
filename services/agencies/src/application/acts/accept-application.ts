import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 受理 (AGY-017). */
export async function acceptApplication(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  return performOnApplication(acting, on, verb({ act: 'acceptApplication', next: () => ({ status: 'ACCEPTED' }) }));
}
