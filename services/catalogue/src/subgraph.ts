import type { Subgraph } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { type Context, createContext } from './context.js';
import { loadCatalogue } from './load-catalogue.js';
import { resolvers } from './resolvers/index.js';

/** Editions, items and successions; also the notices and districts. */
export const catalogue: Subgraph<Context> = {
  name: 'catalogue',
  typeDefs: subgraphTypeDefs('catalogue'),
  resolvers,
  prepare: async (store, { clock }) => loadCatalogue(store, clock),
  createContext,
};
