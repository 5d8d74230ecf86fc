import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { gradeFactsOf, volumeOf } from './grade-fact-rules.js';
import { countVolume, insertGradeFacts } from './grade-store.js';

/** The name of the consumer that keeps what grades follow from. */
export const GRADES_CONSUMER = 'grade-facts';

/** Keeps what grades follow from, out of what this service itself tells of its acts, and the register of certificates of its own. */
export function takeGradeFacts(store: Connection): Consumer {
  return {
    name: GRADES_CONSUMER,
    async take(event, session) {
      const facts = gradeFactsOf(event);
      if (facts.length > 0) await insertGradeFacts(store, facts, session);
      const volume = volumeOf(event);
      if (volume) await countVolume(store, volume, session);
    },
  };
}
