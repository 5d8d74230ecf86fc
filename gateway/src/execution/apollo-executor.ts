import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type Clock, countReload, LogEvent, type Logger, StartupError } from '@shanghai/platform';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { readFile } from 'node:fs/promises';
import { disableTelemetry } from './apollo-env.js';
import type { ExecutionRequest, Executor } from './executor.js';
import { withIncompleteAnswers } from './incomplete-answer.js';
import { createSubgraphClient, type SubgraphClient } from './subgraph-client.js';
import { watchText } from './supergraph-file.js';

type EngineRequest = Parameters<ApolloGateway['executor']>[0];

/** The composed graph: a file, watched if asked, or its text. */
export type Supergraph = { readonly path: string; readonly watch?: boolean } | { readonly sdl: string };

export interface ApolloExecutorOptions {
  readonly supergraph: Supergraph;
  /** Where each subgraph answers, by its name: `http://127.0.0.1:4001/graphql`. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly log: Logger;
  /** By which assertions are fresh. */
  readonly machineClock: Clock;
  /** The secret shared with the subgraphs. */
  readonly assertionKey: string;
  readonly subgraphTimeoutMs?: number | undefined;
}

/**
 * Plans and executes with `@apollo/gateway`. A changed supergraph file takes the place of the old one if the engine can load it;
 * else it is logged, and the old one serves on.
 * @throws StartupError when the supergraph cannot be read or loaded, or names a subgraph without a URL
 */
export async function createApolloExecutor(options: ApolloExecutorOptions): Promise<Executor> {
  const { supergraph, subgraphUrls, log, machineClock, assertionKey, subgraphTimeoutMs: timeoutMs } = options;
  const clients = new Map<string, SubgraphClient>();
  const listeners = new Set<(schema: GraphQLSchema) => void>();
  let loaded: { readonly schema: GraphQLSchema; readonly supergraphSdl: string } | undefined;
  let stopping: Promise<void> | undefined;

  function clientOf(name: string): SubgraphClient {
    const url = subgraphUrls[name];
    if (url === undefined) throw new Error(`no URL is given for the subgraph ${name}`);
    const client = clients.get(name) ?? createSubgraphClient({ name, url, log, machineClock, assertionKey, timeoutMs });
    clients.set(name, client);
    return client;
  }

  const sdl = 'sdl' in supergraph ? supergraph.sdl : await readSupergraph(supergraph.path);
  disableTelemetry();
  const engine = new ApolloGateway({
    logger: log,
    // Else a request header makes it answer with query plans.
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => dataSourceOf(clientOf(name)),
    supergraphSdl: async ({ update }) => {
      if (!('path' in supergraph) || supergraph.watch !== true) return { supergraphSdl: sdl };
      const stopWatching = watchText(supergraph.path, sdl, (changed) => {
        try {
          update(changed);
          countReload('loaded');
          log.info({ event: LogEvent.SUPERGRAPH_LOADED }, 'the changed supergraph is loaded');
        } catch (error) {
          countReload('refused');
          const reason = reasonOf(error);
          log.error(
            { event: LogEvent.SUPERGRAPH_REFUSED, reason },
            'a supergraph is refused, the one before serves on',
          );
        }
      });
      return { supergraphSdl: sdl, cleanup: async () => stopWatching() };
    },
  });
  engine.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    loaded = { schema: apiSchema, supergraphSdl: coreSupergraphSdl };
    for (const listener of listeners) listener(apiSchema);
  });
  await engine.load().catch((error: unknown) => {
    throw new StartupError(`the supergraph is not usable: ${reasonOf(error)}`, { cause: error });
  });

  async function stop(): Promise<void> {
    await engine.stop();
    await Promise.all([...clients.values()].map((client) => client.stop()));
  }

  return {
    get schema() {
      return loaded!.schema;
    },
    get supergraphSdl() {
      return loaded!.supergraphSdl;
    },
    onSchemaChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async execute(request) {
      const isBegun = (): boolean => request.cost.subgraphs > 0;
      const result = await engine.executor(engineRequest(request, log)).catch((error: unknown) => {
        if (!isBegun()) throw error;
        return {
          errors: [new GraphQLError('the answers of the subgraphs do not fit', { originalError: error as Error })],
        };
      });
      // The engine gives no data where answers do not fit, as if the request had been refused before it was begun.
      return withIncompleteAnswers(isBegun() ? { data: null, ...result } : result);
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function readSupergraph(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartupError(`the supergraph ${path} cannot be read`, { cause: error });
  }
}

/** The engine's request type is that of its server; these are the fields that it reads. */
function engineRequest(request: ExecutionRequest, log: Logger): EngineRequest {
  const { document, documentHash, operationName, variables } = request;
  return {
    request: { ...(operationName !== undefined && { operationName }), variables },
    document,
    queryHash: documentHash,
    operationName: operationName ?? null,
    logger: log,
    metrics: {},
    context: request,
  } as unknown as EngineRequest;
}

function dataSourceOf(client: SubgraphClient): GraphQLDataSource {
  return {
    async process({ request: { query = '', variables = {} }, context }) {
      const answer = await client.ask({ query, variables, under: context as ExecutionRequest });
      return answer;
    },
  };
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 500);
}
