import { type DocumentNode, Source, parse } from 'graphql';

/** A subgraph of `subgraphs`, with the line that makes its file one of Federation 2. */
export function subgraph(name: string, sdl: string): DocumentNode {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
  return parse(new Source(`${link}\n${sdl}`, `${name}.graphql`));
}
