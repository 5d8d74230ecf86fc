import {
  assertionKeyVariable,
  createLog,
  logLevelVariable,
  nodeEnvVariable,
  openTracing,
  readEnv,
  runProcess,
  StartupError,
  traced,
} from '@shanghai/platform';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { startGateway } from '../start-gateway.js';
import { beginAllYoung } from '../young-generation.js';
import { callersFolder } from './callers-folder.js';
import { readServeArguments } from './serve-arguments.js';
import { subgraphsOf } from './subgraphs-of.js';

/** `main.js --supergraph FILE --port 4000 --access off` serves any supergraph, for audits and benchmarks. */

const variables = z.object({
  ASSERTION_KEY: assertionKeyVariable,
  LOG_LEVEL: logLevelVariable,
  NODE_ENV: nodeEnvVariable,
  INIT_CWD: z.string().optional(),
  npm_package_json: z.string().optional(),
});

beginAllYoung();
await runProcess('gateway', async () => {
  const env = readEnv(variables);
  const { supergraph, port, host, subgraphs, access, rates } = readServeArguments(process.argv.slice(2));
  const path = resolve(callersFolder(env, process.cwd()), supergraph);
  const production = env.NODE_ENV === 'production';
  if (production && access === 'off') throw new StartupError('--access off is not for production');
  const sdl = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StartupError(`the supergraph ${path} cannot be read`, { cause: error });
  });
  const log = createLog('gateway', env.LOG_LEVEL);
  const tracing = await openTracing(log);
  const running = await startGateway({
    supergraph: { path, watch: true },
    subgraphUrls: { ...subgraphsOf(sdl), ...subgraphs },
    // Foreign ones have no `/readyz`, and who waits for this process would wait for them.
    asksSubgraphsIfReady: access === 'on',
    assertionKey: env.ASSERTION_KEY,
    host,
    port,
    production,
    log,
    protection: { hasAccessRules: access === 'on', isRateLimited: rates === 'on' && access === 'on' },
  });
  console.log(`${running.url}/graphql`);
  return traced(running, tracing);
});
