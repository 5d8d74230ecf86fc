import { writeSubgraphUrls } from '@shanghai/gateway';
import { newAssertionKey } from '@shanghai/platform';
import { fileURLToPath } from 'node:url';
import { type ChildService, startChild } from './child-process.js';
import { subgraphs } from './graph-parts.js';
import type { LaunchEnv } from './launch-env.js';
import { freePorts, requirePort } from './ports.js';

/** The programs of the five processes. One that has ended can be started again, and answers where it did. */
export interface FivePrograms {
  readonly startSubgraph: (name: string, mongoUri: string) => Promise<ChildService>;
  /** On its own port when none is given; others are gateways beside it. */
  readonly startGateway: (subgraphUrls: Readonly<Record<string, string>>, port?: number) => Promise<ChildService>;
}

/**
 * The code that deployment runs: the gateway on PORT, the subgraphs on the four ports after it. When one is lost `onLost` is told
 * its name; without it this process stops.
 */
export async function fivePrograms(env: LaunchEnv, onLost?: (name: string) => void): Promise<FivePrograms> {
  const [gatewayPort = 0, ...ports] =
    env.PORT === 0 ? await freePorts(1 + subgraphs.length) : [env.PORT, ...subgraphs.map((_, at) => env.PORT + 1 + at)];
  const portOf = new Map(subgraphs.map(({ name }, at) => [name, ports[at]!]));
  const shared: Readonly<Record<string, string>> = {
    ASSERTION_KEY: newAssertionKey(),
    DATA_DIR: env.DATA_DIR,
    LOG_LEVEL: env.LOG_LEVEL,
    ...(env.CLOCK_START !== undefined && { CLOCK_OFFSET_MS: String(env.CLOCK_START) }),
    ...(env.REDIS_URL !== undefined && { REDIS_URL: env.REDIS_URL }),
  };

  async function start(name: string, port: number, host: string, variables: Readonly<Record<string, string>>) {
    // Another server there might be taken for the one that is started.
    await requirePort(name, { host, port });
    return startChild({
      ...{ name, main: mainOf(name), port, host, drainMs: env.DRAIN_MS, onLost },
      variables: { ...shared, PORT: String(port), HOST: host, ...variables },
    });
  }

  return {
    startSubgraph: async (name, mongoUri) =>
      start(name, portOf.get(name)!, '127.0.0.1', { MONGODB_URI: mongoUri, DRAIN_MS: '0' }),
    startGateway: async (urls, port = gatewayPort) =>
      start('gateway', port, env.HOST, { SUBGRAPH_URLS: writeSubgraphUrls(urls) }),
  };
}

/** The program of a part: `main.js` beside what its package exports. */
function mainOf(name: string): string {
  return fileURLToPath(new URL('main.js', import.meta.resolve(`@shanghai/${name}`)));
}
