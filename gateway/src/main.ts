import {
  assertionKeyVariable,
  clockOf,
  clockOffsetVariable,
  createLog,
  httpChoices,
  httpVariables,
  logLevelVariable,
  nodeEnvVariable,
  openTracing,
  portVariable,
  readEnv,
  runProcess,
  systemClock,
  traced,
} from '@shanghai/platform';
import { z } from 'zod';
import { cacheOf, cacheVariables } from './cache-variables.js';
import { openIdentity, readIdentityEnv } from './identity/identity-env.js';
import { protectionOf, protectionVariables } from './protection-variables.js';
import { operationsFolder, supergraphPath } from './schema-files.js';
import { startGateway } from './start-gateway.js';
import { subgraphUrlsVariable } from './subgraph-urls.js';
import { beginAllYoung } from './young-generation.js';

const variables = z.object({
  PORT: portVariable.default(4000),
  HOST: z.string().default('127.0.0.1'),
  ASSERTION_KEY: assertionKeyVariable,
  SUBGRAPH_URLS: subgraphUrlsVariable,
  /** How long a subgraph may take for one call, all tries together. */
  SUBGRAPH_TIMEOUT_MS: z.coerce.number('must be milliseconds').int().min(1).optional(),
  /** The file of the composed graph, which is watched; that of the schema package when absent. */
  SUPERGRAPH_FILE: z.string().optional(),
  LOG_LEVEL: logLevelVariable,
  NODE_ENV: nodeEnvVariable,
  CLOCK_OFFSET_MS: clockOffsetVariable,
  ...httpVariables,
  ...protectionVariables,
  ...cacheVariables,
});

beginAllYoung();
await runProcess('gateway', async () => {
  const env = readEnv(variables);
  const production = env.NODE_ENV === 'production';
  const log = createLog('gateway', env.LOG_LEVEL);
  const tracing = await openTracing(log);
  const running = await startGateway({
    supergraph: { path: env.SUPERGRAPH_FILE ?? supergraphPath(), watch: true },
    operationsFolder: operationsFolder(),
    subgraphUrls: env.SUBGRAPH_URLS,
    resilience: { timeoutMs: env.SUBGRAPH_TIMEOUT_MS },
    identity: await openIdentity(readIdentityEnv()),
    assertionKey: env.ASSERTION_KEY,
    host: env.HOST,
    port: env.PORT,
    production,
    isWarmed: true,
    clock: clockOf(env.CLOCK_OFFSET_MS, { production }),
    machineClock: systemClock,
    log,
    http: httpChoices(env),
    protection: protectionOf(env),
    cache: cacheOf(env),
  });
  return traced(running, tracing);
});
