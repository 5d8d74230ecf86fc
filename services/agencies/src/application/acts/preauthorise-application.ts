import { findRounds } from '../../round/round-store.js';
import { judgePreauthorisation } from '../../round/round-rules.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 预授权受理: in the window, and never needed, since the notice does not say what it means (AGY-015). */
export async function preauthoriseApplication(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'preauthoriseApplication',
      facts: async (_application, session) => findRounds(acting.store, session),
      judge: (_application, rounds) => [judgePreauthorisation({ at: acting.now, rounds })],
      next: () => ({ status: 'PREAUTHORISED' }),
    }),
  );
}
