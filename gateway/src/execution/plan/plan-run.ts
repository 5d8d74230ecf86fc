import type { GraphQLError } from 'graphql';
import type { SubgraphAnswer } from '../subgraph/message.js';
import type { Data } from './data.js';

/** What one execution of a plan reads and fills. */
export interface PlanRun {
  /** As the client sent them; subgraphs coerce them again. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The values of the variables of conditions. */
  readonly conditions: Readonly<Record<string, unknown>>;
  /** Filled by the answers of subgraphs. */
  readonly data: Data;
  readonly errors: GraphQLError[];
  /** Sends one operation, written as JSON, to a subgraph; a read may be sent twice, or for several at once. */
  ask(subgraph: string, body: string, isRead: boolean): Promise<SubgraphAnswer>;
}

/** One node of a plan, ready to be executed. What fails is an error of the run, never thrown. */
export type PlanStep = (run: PlanRun) => Promise<void>;
