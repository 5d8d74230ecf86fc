import type { Caller, RequestStamp, Span, Trace } from '@shanghai/platform';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { CallsUnderWay } from './subgraph/calls-under-way.js';
import type { Waiter } from './waiter.js';

/** What answering one request has cost so far; execution adds to it. */
export interface RequestCost {
  /** Calls of subgraphs. */
  subgraphs: number;
  /** Commands that the subgraphs sent to their stores, as far as they tell. */
  store: number;
}

/** One operation of a document that is parsed and valid on the executor's schema. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  /** The same for equal documents, so that what is made of one can be kept. */
  readonly documentHash: string;
  /** Undefined where the document has one operation only. */
  readonly operationName: string | undefined;
}

/** One operation to be executed. */
export interface Execution extends PlannedOperation {
  /** As they were sent; subgraphs coerce them again. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** As the operation declares them. */
  readonly coerced: Readonly<Record<string, unknown>>;
}

/** For whom, and what goes with it. */
export interface ExecutionContext {
  readonly stamp: RequestStamp;
  /** The trace that the request belongs to; subgraphs are told. */
  readonly trace: Trace | undefined;
  /** Undefined where nothing is traced. */
  readonly span?: Span | undefined;
  /** Who asks; subgraphs are told. */
  readonly caller: Caller;
  readonly cost: RequestCost;
  readonly waiter: Waiter;
}

/**
 * All that the gateway knows of planning and execution, so that they can be replaced without touching what stands around
 * them. It knows nothing of HTTP, of who asks, or of limits.
 */
export interface Executor {
  /** What clients see of the graph now. */
  readonly schema: GraphQLSchema;
  /** The composed graph that the schema is of, with the directives that a client does not see. */
  readonly supergraphSdl: string;
  /** Calls the listener with every schema that takes the place of the one before; the answer ends that. */
  onSchemaChange(listener: (schema: GraphQLSchema) => void): () => void;
  /**
   * Answers an operation. What a subgraph refuses or fails to answer is an error of the result with a code; every null that a
   * type forbids has one too.
   */
  execute(execution: Execution, context: ExecutionContext): Promise<ExecutionResult>;
  /** The names of the subgraphs that a plan of the operation asks. */
  subgraphsOf(operation: PlannedOperation): readonly string[];
  /** Calls of a subgraph that are not answered yet. */
  callsUnderWay(subgraph: string): CallsUnderWay;
  /** From now on nobody is given a read that was under way before: something may have changed since. */
  separateReads(): void;
  /** Lets calls under way end; a second time does nothing. */
  stop(): Promise<void>;
}
