import { dayAt } from '@shanghai/kernel';
import type { ClockworkTask } from '@shanghai/platform';
import { prepareRow } from '../../edition/prepare-row.js';
import {
  type Acting,
  type OnRecommendation,
  type RecommendationOutcome,
  performOnRecommendation,
  verb,
} from '../perform-on-recommendation.js';
import { judgeListing } from '../publicity-rules.js';
import { findPublicityEnded } from '../recommendation-store.js';

const AT_ONCE = 100;

/** 纳入目录: once publicity is over and no objection is open; the next edition gets a row (REC-017). */
export async function listRecommendation(acting: Acting, on: OnRecommendation): Promise<RecommendationOutcome> {
  const { store, now } = acting;
  return performOnRecommendation(
    acting,
    on,
    verb({
      act: 'listRecommendation',
      judge: (recommendation) => judgeListing(recommendation, dayAt(now)),
      consequences: (listed) => [prepareRow(store, listed)],
    }),
  );
}

/** Lists what has been publicised to the end. Another copy may be faster: then it is refused, and nothing is lost. */
export const listPublicisedOccupations: ClockworkTask = {
  name: 'list-publicised-occupations',
  async run(store, now) {
    let listed = 0;
    for (const id of await findPublicityEnded(store, dayAt(now), AT_ONCE)) {
      const acting = { store, caller: { role: 'SYSTEM', subject: null, scopes: {} }, now };
      const outcome = await listRecommendation(acting, { id, version: null, idempotencyKey: null });
      if ('recommendation' in outcome) listed += 1;
    }
    return listed;
  },
};
