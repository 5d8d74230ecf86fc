import { type Clock, countReload, LogEvent, type Logger, StartupError } from '@shanghai/platform';
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { readFile } from 'node:fs/promises';
import type { MissingValue } from './answer/shape.js';
import { type CompiledOperation, compileOperation } from './compile-operation.js';
import type { Execution, ExecutionContext, Executor, PlannedOperation } from './executor.js';
import { incompleteAnswers } from './incomplete-answer.js';
import { type Data, merge } from './plan/data.js';
import { createSubgraphClient, type Resilience, type SubgraphClient } from './subgraph/subgraph-client.js';
import { type LoadedSupergraph, loadSupergraph } from './supergraph/load-supergraph.js';
import { watchText } from './supergraph/supergraph-file.js';

/** The composed graph: a file, watched if asked, or its text. */
export type Supergraph = { readonly path: string; readonly watch?: boolean } | { readonly sdl: string };

export interface FederatedExecutorOptions {
  readonly supergraph: Supergraph;
  /** Where each subgraph answers, by its name: `http://127.0.0.1:4001/graphql`. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly log: Logger;
  /** By which assertions are fresh. */
  readonly machineClock: Clock;
  /** The secret shared with the subgraphs. */
  readonly assertionKey: string;
  /** How patient it is with the subgraphs. */
  readonly resilience?: Resilience | undefined;
}

const NONE = { all: 0, slow: 0 };
/** Operations that are kept ready: far more than a graph's own, so that only made-up ones push each other out. */
const OPERATIONS = 1_000;

/**
 * Plans with Apollo's planner and executes what is compiled of its plans. A changed supergraph file takes the place of the old
 * one if it can be loaded; else it is logged, and the old one serves on.
 * @throws StartupError when the supergraph cannot be read or loaded, or names a subgraph without a URL
 */
export async function createFederatedExecutor(options: FederatedExecutorOptions): Promise<Executor> {
  const { supergraph, log } = options;
  const listeners = new Set<(schema: GraphQLSchema) => void>();
  const text = 'sdl' in supergraph ? supergraph.sdl : await readSupergraph(supergraph.path);
  const turn = { number: 0 };
  const clientOf = (name: string, url: string): SubgraphClient =>
    createSubgraphClient({ ...options, name, url, turn, resilience: options.resilience ?? {} });
  let serving = serve(options.subgraphUrls, clientOf, text);
  let stopping: Promise<void> | undefined;

  function change(changed: string): void {
    try {
      serving = serve(options.subgraphUrls, clientOf, changed, serving.clients);
      countReload('loaded');
      log.info({ event: LogEvent.SUPERGRAPH_LOADED }, 'the changed supergraph is loaded');
    } catch (error) {
      countReload('refused');
      const reason = reasonOf(error);
      log.error({ event: LogEvent.SUPERGRAPH_REFUSED, reason }, 'a supergraph is refused, the one before serves on');
      return;
    }
    for (const listener of listeners) listener(serving.graph.schema);
  }

  const stopWatching =
    'path' in supergraph && supergraph.watch === true ? watchText(supergraph.path, text, change) : () => undefined;

  return {
    get schema() {
      return serving.graph.schema;
    },
    get supergraphSdl() {
      return serving.graph.sdl;
    },
    onSchemaChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    execute: (execution, context) => execute(serving, execution, context),
    subgraphsOf: (operation) => compiled(serving.graph, serving.operations, operation).subgraphs,
    callsUnderWay: (subgraph) => serving.clients.get(subgraph)?.underWay() ?? NONE,
    separateReads() {
      turn.number++;
    },
    async stop() {
      stopWatching();
      stopping ??= Promise.all([...serving.clients.values()].map((client) => client.stop())).then(() => undefined);
      return stopping;
    },
  };
}

/** What one supergraph is served with. */
interface Serving {
  readonly graph: LoadedSupergraph;
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly operations: LRUCache<string, CompiledOperation>;
}

/** Clients of subgraphs that stay are kept with their connections. */
function serve(
  subgraphUrls: FederatedExecutorOptions['subgraphUrls'],
  clientOf: (name: string, url: string) => SubgraphClient,
  sdl: string,
  known: Serving['clients'] = new Map(),
): Serving {
  const graph = loaded(sdl);
  const clients = new Map(known);
  for (const name of graph.subgraphs) {
    const url = subgraphUrls[name];
    if (url === undefined) throw new StartupError(`no URL is given for the subgraph ${name}`);
    if (!clients.has(name)) clients.set(name, clientOf(name, url));
  }
  return { graph, clients, operations: new LRUCache({ max: OPERATIONS }) };
}

async function execute(
  { graph, clients, operations }: Serving,
  execution: Execution,
  context: ExecutionContext,
): Promise<ExecutionResult> {
  const operation = compiled(graph, operations, execution);
  const run = {
    variables: execution.variables,
    conditions: execution.coerced,
    data: {} as Data,
    errors: [] as GraphQLError[],
    ask: (subgraph: string, body: string, isRead: boolean) =>
      clients.get(subgraph)!.ask({ body, isRead, under: context }),
  };
  await operation.step(run);
  const introspected = operation.introspect?.(execution.coerced);
  if (introspected?.data) merge(run.data, introspected.data);
  const missing: MissingValue[] = [];
  const data = operation.shapeUnder(execution.coerced)(run.data, missing) as Data | null;
  const errors = [...run.errors, ...(introspected?.errors ?? []), ...incompleteAnswers(missing, run.errors)];
  return errors.length > 0 ? { data, errors } : { data };
}

function compiled(
  graph: LoadedSupergraph,
  operations: Serving['operations'],
  { document, documentHash, operationName }: PlannedOperation,
): CompiledOperation {
  const key = `${documentHash} ${operationName ?? ''}`;
  const known = operations.get(key);
  if (known) return known;
  const made = compileOperation(graph, document, operationName);
  operations.set(key, made);
  return made;
}

function loaded(sdl: string): LoadedSupergraph {
  try {
    return loadSupergraph(sdl);
  } catch (error) {
    throw new StartupError(`the supergraph is not usable: ${reasonOf(error)}`, { cause: error });
  }
}

async function readSupergraph(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartupError(`the supergraph ${path} cannot be read`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 500);
}
