import {
  assertionKeyOf,
  type Clock,
  createHttpServer,
  createLog,
  type HttpChoices,
  type Logger,
  type Running,
  redisChecks,
  systemClock,
} from '@shanghai/platform';
import { keepAnswers } from './cache/kept-answers.js';
import type { CacheChoices } from './cache-variables.js';
import { createFederatedExecutor, type FederatedExecutorOptions } from './execution/federated-executor.js';
import { registerGraphiql } from './graphiql.js';
import { createAuthentication } from './identity/authenticate.js';
import { createIdentity, type Identity } from './identity/identity.js';
import { readNamedOperations } from './named-operations.js';
import { subgraphChecks } from './observe/subgraph-checks.js';
import { addGraphqlRoute, type ProtectionOptions } from './protect.js';
import { createPipeline } from './pipeline/pipeline.js';
import { keepWarm } from './pipeline/warm-documents.js';
import type { ContextOf, TurnOf } from './traffic/guards.js';
import { createLookupLimit } from './traffic/lookup-limit.js';
import { whenKnown } from './when-known.js';
import { createRequestContext, createTurnContext } from './request-context.js';

export interface GatewayOptions extends Omit<FederatedExecutorOptions, 'log' | 'machineClock' | 'assertionKey'> {
  /** 127.0.0.1 when absent. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
  /** Without GraphiQL, introspection and costs in answers. */
  readonly production?: boolean;
  /** The folder of the named operations that GraphiQL opens with; there are none when absent. */
  readonly operationsFolder?: string | undefined;
  /** Who is known; the public alone when absent. */
  readonly identity?: Identity;
  /** The secret shared with the subgraphs; that of development when absent, which production refuses. */
  readonly assertionKey?: string | undefined;
  readonly log?: Logger;
  /** The time that requests are answered for; the machine's when absent. */
  readonly clock?: Clock;
  /** By which tokens are valid and assertions fresh, whatever time requests are answered for; `clock` when absent. */
  readonly machineClock?: Clock;
  readonly http?: HttpChoices;
  /** Whether the named operations are planned before they are asked, at the start and with each new supergraph; not when absent. */
  readonly isWarmed?: boolean;
  /** How answers that everyone may read are kept; when absent each is made. */
  readonly cache?: CacheChoices | undefined;
  /** Whether `/readyz` asks the subgraphs for theirs; it does when absent. */
  readonly asksSubgraphsIfReady?: boolean;
  /** Everything is protected when absent. */
  readonly protection?: ProtectionOptions;
}

export interface RunningGateway extends Running {
  /** The base URL; the graph is at `/graphql` under it. */
  readonly url: string;
}

/**
 * Serves the graph at `/graphql` (GET and POST). It does not wait for its subgraphs: what they do not answer is an error in the
 * answer.
 * @throws StartupError when the supergraph is not usable, the port is taken, or production has no key
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { port, host = '127.0.0.1', production = false, log = createLog('gateway'), clock = systemClock } = options;
  const { protection = {}, machineClock = clock, operationsFolder } = options;
  const assertionKey = assertionKeyOf(options.assertionKey, { production });
  const authenticate = createAuthentication(options.identity ?? createIdentity(undefined), {
    clock: machineClock,
    log,
  });
  const redis = await redisChecks(protection.redisUri, log);
  let stopCounting = (): void => undefined;
  let stopWarming = (): void => undefined;
  const executor = await createFederatedExecutor({ ...options, log, machineClock, assertionKey });
  const operations = await readNamedOperations(operationsFolder);
  const known = new Set(operations.map(({ name }) => name));
  const kept =
    options.cache && keepAnswers(executor, { ...options, ...options.cache, log, machineClock, assertionKey });
  const lookups =
    (protection.isRateLimited ?? true)
      ? createLookupLimit({ lookups: protection.lookupsPerMinute, redisUri: protection.redisUri, log })
      : undefined;
  const pipeline = createPipeline(executor, {
    log,
    lookups,
    production,
    known,
    hasAccessRules: protection.hasAccessRules ?? true,
    callsPerSubgraph: protection.callsPerSubgraph,
    kept,
  });
  const { trustedProxies } = protection;
  const http = createHttpServer({
    ...options.http,
    trustedProxies,
    name: 'gateway',
    log,
    checks: [...subgraphChecks((options.asksSubgraphsIfReady ?? true) ? options.subgraphUrls : {}), ...redis],
    requestLevel: 'info',
    isAmbient: false,
  });

  async function stop(): Promise<void> {
    stopWarming();
    await http.stop();
    await kept?.stop();
    await executor.stop();
    stopCounting();
    lookups?.stop();
  }

  try {
    const asking = { clock, deadlineMs: protection.deadlineMs };
    const contextOf: ContextOf = (request, reply) =>
      whenKnown(authenticate(request), (caller) => createRequestContext(caller, asking, request, reply));
    const turnOf: TurnOf = async (request, gone) =>
      createTurnContext(await authenticate(request), asking, request, gone);
    stopCounting = await addGraphqlRoute(http, { operationsFolder, pipeline, contextOf, turnOf, log, protection });
    if (!production) registerGraphiql(http.app, operationsFolder);
    const url = await http.listen({ host, port });
    if (options.isWarmed === true) stopWarming = keepWarm(operations, { executor, pipeline, log });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
