import { rulesStated } from '@shanghai/kernel';
import { type Subgraph, stateToOthers, tellRefusals } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { loadAnnex } from './annex/load-annex.js';
import { endProjectAssessments } from './application/acts/end-project-assessment.js';
import { type Context, createContext } from './context.js';
import { enforcedRules } from './enforced-rules.js';
import { passMilestones } from './filing/acts/pass-milestones.js';
import { takeEditions } from './listed-item/take-editions.js';
import { takeMappings } from './listed-mapping/take-mappings.js';
import { takeMeasures } from './measure/take-measures.js';
import { resolvers } from './resolvers/index.js';
import { openPrintedRounds } from './round/open-selection-round.js';
import { takeRestrictions } from './restriction/take-restrictions.js';
import { tellLoaded, tellLoadedAgencies } from './telling/tell-loaded.js';

/** Evaluation agencies, what they are filed for, and where they hold exams. */
export const agencies: Subgraph<Context> = {
  name: 'agencies',
  typeDefs: subgraphTypeDefs('agencies'),
  resolvers,
  prepare: async (store, { clock }) => {
    const report = await loadAnnex(store, clock);
    await openPrintedRounds(store, clock.now());
    await tellLoaded(store, clock.now());
    await stateToOthers(store, rulesStated(enforcedRules), clock.now());
    return report;
  },
  createContext,
  clockwork: [tellRefusals, endProjectAssessments, passMilestones, tellLoadedAgencies],
  consumers: (store, services) => [
    takeEditions(store),
    takeMappings(store),
    takeRestrictions(store),
    takeMeasures(store, services),
  ],
};
