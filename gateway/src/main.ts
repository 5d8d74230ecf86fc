import {
  createLog,
  httpChoices,
  httpVariables,
  logLevelVariable,
  nodeEnvVariable,
  portVariable,
  readEnv,
  runProcess,
} from '@shanghai/platform';
import { z } from 'zod';
import { protectionOf, protectionVariables } from './protection-variables.js';
import { operationsFolder, supergraphPath } from './schema-files.js';
import { startGateway } from './start-gateway.js';
import { subgraphUrlsVariable } from './subgraph-urls.js';

const variables = z.object({
  PORT: portVariable.default(4000),
  HOST: z.string().default('127.0.0.1'),
  SUBGRAPH_URLS: subgraphUrlsVariable,
  LOG_LEVEL: logLevelVariable,
  NODE_ENV: nodeEnvVariable,
  ...httpVariables,
  ...protectionVariables,
});

await runProcess('gateway', async () => {
  const env = readEnv(variables);
  return startGateway({
    supergraph: { path: supergraphPath(), watch: true },
    operationsFolder: operationsFolder(),
    subgraphUrls: env.SUBGRAPH_URLS,
    host: env.HOST,
    port: env.PORT,
    production: env.NODE_ENV === 'production',
    log: createLog('gateway', env.LOG_LEVEL),
    http: httpChoices(env),
    protection: protectionOf(env),
  });
});
