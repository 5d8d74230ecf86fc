import type { Subgraph } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { loadAnnex } from './annex/load-annex.js';
import { type Context, createContext } from './context.js';
import { resolvers } from './resolvers/index.js';

/** Evaluation agencies, what they are filed for, and where they hold exams. */
export const agencies: Subgraph<Context> = {
  name: 'agencies',
  typeDefs: subgraphTypeDefs('agencies'),
  resolvers,
  prepare: async (store, { clock }) => loadAnnex(store, clock),
  createContext,
};
