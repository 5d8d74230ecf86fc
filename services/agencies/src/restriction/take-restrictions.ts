import { type Day, addDays } from '@shanghai/kernel';
import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { RESTRICTIONS_CONSUMER, endRestriction, storeRestriction } from './restriction-store.js';

interface Imposed {
  readonly restrictionId: string;
  readonly agencyId: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** `on` is the first day without it. */
interface Ended {
  readonly restrictionId: string;
  readonly on: Day;
}

/** Keeps at hand which bodies supervision has restricted (VIO-006). */
export function takeRestrictions(store: Connection): Consumer {
  return {
    name: RESTRICTIONS_CONSUMER,
    async take({ type, payload }, session) {
      if (type === 'restriction.imposed') {
        const { restrictionId, agencyId, from, to } = JSON.parse(payload) as Imposed;
        await storeRestriction(store, { _id: restrictionId, agencyId, from, to }, session);
      }
      if (type === 'restriction.ended') {
        const { restrictionId, on } = JSON.parse(payload) as Ended;
        await endRestriction(store, restrictionId, addDays(on, -1), session);
      }
    },
  };
}
