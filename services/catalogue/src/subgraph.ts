import { rulesStated } from '@shanghai/kernel';
import { type Subgraph, stateToOthers, tellRefusals } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { type Context, createContext } from './context.js';
import { enforcedRules } from './enforced-rules.js';
import { takeLedger } from './ledger/take-ledger.js';
import { loadCatalogue } from './load-catalogue.js';
import { listPublicisedOccupations } from './recommendation/acts/list-recommendation.js';
import { resolvers } from './resolvers/index.js';
import { takeRounds } from './round/take-rounds.js';

/** Editions, items and successions, and how occupations come into them; also the notices and districts. */
export const catalogue: Subgraph<Context> = {
  name: 'catalogue',
  typeDefs: subgraphTypeDefs('catalogue'),
  resolvers,
  prepare: async (store, { clock }) => {
    const report = await loadCatalogue(store, clock);
    await stateToOthers(store, rulesStated(enforcedRules), clock.now());
    return report;
  },
  createContext,
  consumers: (store) => [takeRounds(store), takeLedger(store)],
  clockwork: [tellRefusals, listPublicisedOccupations],
};
