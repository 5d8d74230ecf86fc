import { composeServices } from '@apollo/composition';
import { type DocumentNode, GraphQLError, lexicographicSortSchema, printSchema } from 'graphql';

/** What the four subgraphs make together, both as SDL that ends in a line break. */
export interface Composition {
  /** What the gateway plans with. Its urls are placeholders: the gateway is told the real ones when it starts. */
  readonly supergraph: string;
  /** What a client sees, sorted by name, so that a diff of two versions shows what was added and removed. */
  readonly api: string;
}

/** The composed graph, or everything that stands in its way, each fault with the name of its subgraph. */
export function compose(
  subgraphs: Readonly<Record<string, DocumentNode>>,
): { readonly composition: Composition } | { readonly faults: readonly string[] } {
  const { schema, supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, typeDefs]) => ({ name, typeDefs, url: `http://${name}.internal/graphql` })),
  );
  if (errors) return { faults: errors.map(describeFault) };
  const api = printSchema(lexicographicSortSchema(schema.toAPISchema().toGraphQLJSSchema()));
  return { composition: { supergraph: `${supergraphSdl.trimEnd()}\n`, api: `${api}\n` } };
}

/** One text for a fault, with the lines of SDL it concerns. */
function describeFault({ message, extensions, nodes }: GraphQLError): string {
  const places = (nodes ?? []).flatMap(({ loc }) =>
    loc ? [`  ${loc.source.name}:${loc.startToken.line}:${loc.startToken.column}`] : [],
  );
  return [`${typeof extensions['code'] === 'string' ? extensions['code'] : 'INVALID'} ${message}`, ...places].join(
    '\n',
  );
}
