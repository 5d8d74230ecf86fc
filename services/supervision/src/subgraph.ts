import type { Subgraph } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { type Context, createContext } from './context.js';
import { resolvers } from './resolvers/index.js';
import { createSubjectIndexes } from './subject/subject-store.js';
import { takeSubjects } from './subject/take-subjects.js';

/** Who supervises whom, how, and what a violation leads to. */
export const supervision: Subgraph<Context> = {
  name: 'supervision',
  typeDefs: subgraphTypeDefs('supervision'),
  resolvers,
  prepare: async (store) => {
    await createSubjectIndexes(store);
    return { lines: ['rules only, no data to load'] };
  },
  createContext,
  consumers: (store) => [takeSubjects(store)],
};
