import type { Day } from '@shanghai/kernel';
import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { storeRound } from './round-store.js';

/** What the Centre has opened: `round.opened`. */
interface RoundOpened {
  readonly roundId: string;
  readonly opensOn: Day;
  readonly closesOn: Day;
}

/** The round whose days are not those of a recommendation: 270号 asked for agencies alone. */
const NOT_FOR_OCCUPATIONS = '2024-08';

/** Keeps the rounds at hand, in which occupations are recommended. */
export function takeRounds(store: Connection): Consumer {
  return {
    name: 'rounds',
    async take({ type, payload }, session) {
      if (type !== 'round.opened') return;
      const { roundId, opensOn, closesOn } = JSON.parse(payload) as RoundOpened;
      if (roundId !== NOT_FOR_OCCUPATIONS) await storeRound(store, { _id: roundId, opensOn, closesOn }, session);
    },
  };
}
