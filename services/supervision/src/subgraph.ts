import type { Subgraph } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { type Context, createContext } from './context.js';
import { resolvers } from './resolvers/index.js';

/** Who supervises whom, how, and what a violation leads to. */
export const supervision: Subgraph<Context> = {
  name: 'supervision',
  typeDefs: subgraphTypeDefs('supervision'),
  resolvers,
  prepare: async () => ({ lines: ['rules only, no data to load'] }),
  createContext: (_, stamp) => createContext(stamp),
};
