import { writeSubgraphUrls } from '@shanghai/gateway';
import { newAssertionKey } from '@shanghai/platform';
import { fileURLToPath } from 'node:url';
import { type ChildService, startChild } from './child-process.js';
import { type PartsRunner, startTogether, stopTogether, subgraphs } from './graph-parts.js';
import type { LaunchEnv } from './launch-env.js';
import { freePorts, requirePort } from './ports.js';

/** Five processes with the code that deployment runs: the gateway on PORT, the subgraphs on the four ports after it. */
export async function inFiveProcesses(env: LaunchEnv): Promise<PartsRunner> {
  const [gatewayPort = 0, ...ports] =
    env.PORT === 0 ? await freePorts(1 + subgraphs.length) : [env.PORT, ...subgraphs.map((_, at) => env.PORT + 1 + at)];

  const ASSERTION_KEY = newAssertionKey();
  const clock: Readonly<Record<string, string>> =
    env.CLOCK_START === undefined ? {} : { CLOCK_OFFSET_MS: String(env.CLOCK_START) };

  async function startPart(name: string, port: number, host: string, variables: Readonly<Record<string, string>>) {
    // Another server there might be taken for the one that is started.
    await requirePort(name, { host, port });
    return startChild({
      name,
      main: mainOf(name),
      port,
      host,
      drainMs: env.DRAIN_MS,
      variables: { PORT: String(port), HOST: host, ASSERTION_KEY, ...clock, ...variables },
    });
  }

  return {
    async startSubgraphs(mongoUri) {
      const running = await startTogether<ChildService>(
        subgraphs.map(({ name }, at) =>
          startPart(name, ports[at]!, '127.0.0.1', {
            MONGODB_URI: mongoUri,
            DRAIN_MS: '0',
            DATA_DIR: env.DATA_DIR,
          }),
        ),
      );
      return {
        urls: Object.fromEntries(running.map(({ url }, at) => [subgraphs[at]!.name, `${url}/graphql`])),
        lines: running.flatMap(({ lines }) => lines),
        stop: () => stopTogether(running),
      };
    },
    startGateway: (urls) =>
      startPart('gateway', gatewayPort, env.HOST, {
        SUBGRAPH_URLS: writeSubgraphUrls(urls),
        DATA_DIR: env.DATA_DIR,
      }),
  };
}

/** The program of a part: `main.js` beside what its package exports. */
function mainOf(name: string): string {
  return fileURLToPath(new URL('main.js', import.meta.resolve(`@shanghai/${name}`)));
}
