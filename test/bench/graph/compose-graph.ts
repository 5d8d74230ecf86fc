import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { federation2, type SubgraphName, subgraphNames } from './sdl.js';

/** The supergraph of the shops, with the addresses of the stubs. */
export function composeGraph(urls: Readonly<Record<SubgraphName, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphNames.map((name) => ({ name, url: urls[name], typeDefs: parse(federation2[name]) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
