import type { Subgraph } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { type Context, createContext } from './context.js';
import { loadMappings } from './mapping/load-mappings.js';
import { resolvers } from './resolvers/index.js';

/** Which overseas and enterprise certificates count as which occupation and level. */
export const certification: Subgraph<Context> = {
  name: 'certification',
  typeDefs: subgraphTypeDefs('certification'),
  resolvers,
  prepare: async (store, { clock }) => loadMappings(store, clock),
  createContext,
};
