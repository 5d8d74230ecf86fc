import { rulesStated } from '@shanghai/kernel';
import { type Subgraph, stateToOthers, tellRefusals } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { createBatchIndexes } from './upload/batch-store.js';
import { createRevocationIndexes } from './certificate/revocation-store.js';
import { takeRevocations } from './certificate/take-revocations.js';
import { createCertificateIndexes } from './certificate/certificate-store.js';
import { createComparisonIndexes } from './comparison-case/comparison-store.js';
import { createTouchedIndexes } from './comparison-case/touched-case-store.js';
import { type Context, createContext } from './context.js';
import { enforcedRules } from './enforced-rules.js';
import { createFiledScopeIndexes } from './filing-scope/filed-scope-store.js';
import { takeFilings } from './filing-scope/take-filings.js';
import { createListedEditions } from './mapping/listed-edition-store.js';
import { loadMappings } from './mapping/load-mappings.js';
import { takeEditions } from './mapping/take-editions.js';
import { resolvers } from './resolvers/index.js';
import { createCellIndexes } from './statistics/certificate-cell-store.js';
import { createVerificationIndexes } from './verification/create-indexes.js';

/** Which overseas and enterprise certificates count as which occupation and level. */
export const certification: Subgraph<Context> = {
  name: 'certification',
  typeDefs: subgraphTypeDefs('certification'),
  resolvers,
  prepare: async (store, { clock }) => {
    await createFiledScopeIndexes(store);
    await createComparisonIndexes(store);
    await createTouchedIndexes(store);
    await createListedEditions(store);
    const report = await loadMappings(store, clock);
    for (const create of [createCertificateIndexes, createCellIndexes, createVerificationIndexes]) await create(store);
    for (const create of [createBatchIndexes, createRevocationIndexes]) await create(store);
    await stateToOthers(store, rulesStated(enforcedRules), clock.now());
    return report;
  },
  createContext,
  clockwork: [tellRefusals],
  consumers: (store, services) => [takeFilings(store), takeEditions(store), takeRevocations(store, services)],
};
