import { type Subgraph, importLine } from '@shanghai/platform';
import { subgraphTypeDefs } from '@shanghai/schema';
import { type Context, createContext } from './context.js';
import { importMappings } from './mapping/import-mappings.js';
import { createMappingIndexes } from './mapping/mapping-store.js';
import { resolvers } from './resolvers/index.js';

const DATA = new URL('../data/', import.meta.url);

/** The subgraph with data files of another folder: what tests make faulty. */
export function certificationFrom(data: URL): Subgraph<Context> {
  return {
    name: 'certification',
    typeDefs: subgraphTypeDefs('certification'),
    resolvers,
    async prepare(store, { clock }) {
      await createMappingIndexes(store);
      const outcomes = await importMappings(store, data, clock);
      return { lines: outcomes.map(importLine) };
    },
    createContext,
  };
}

/** Which overseas and enterprise certificates count as which occupation and level. */
export const certification: Subgraph<Context> = certificationFrom(DATA);
