import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** A composed graph that can be asked and planned. */
export interface LoadedSupergraph {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** All types as the subgraphs have them together, with what a client does not see. */
  readonly fullSchema: GraphQLSchema;
  readonly sdl: string;
  /** The names of the subgraphs. */
  readonly subgraphs: readonly string[];
  /** The plan of one operation of a valid document. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
}

/**
 * Loads a supergraph.
 * @throws Error when it is not one, or needs a feature that is not supported
 */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
  const api: Schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return {
    schema: api.toGraphQLJSSchema(),
    fullSchema: supergraph.schema.toGraphQLJSSchema(),
    sdl,
    subgraphs: supergraph.subgraphsMetadata().map(({ name }) => name),
    plan(document, operationName) {
      const operation = operationFromDocument(api, document, { ...(operationName !== undefined && { operationName }) });
      return planner.buildQueryPlan(operation);
    },
  };
}
