import { cacheOf, openIdentity, operationsFolder, protectionOf, startGateway, supergraphPath } from '@shanghai/gateway';
import {
  clockOf,
  createLog,
  httpChoices,
  newAssertionKey,
  redisChecks,
  sealerOf,
  startSubgraph,
  systemClock,
} from '@shanghai/platform';
import { type PartsRunner, startTogether, stopTogether, subgraphs } from './graph-parts.js';
import type { LaunchEnv } from './launch-env.js';

/** Five HTTP servers on loopback in this process; only the gateway's port is chosen. */
export function inOneProcess(env: LaunchEnv): PartsRunner {
  const production = env.NODE_ENV === 'production';
  const clock = clockOf(env.CLOCK_START, { production });
  const assertionKey = newAssertionKey();
  return {
    async startSubgraphs(mongoUri) {
      // The gateway has drained before they are stopped.
      const http = { ...httpChoices(env), drainMs: 0 };
      const sealer = await sealerOf(env);
      const checks = await redisChecks(env.REDIS_URL, createLog('start', env.LOG_LEVEL));
      const running = await startTogether(
        subgraphs.map((subgraph) => {
          const log = createLog(subgraph.name, env.LOG_LEVEL);
          return startSubgraph(subgraph, {
            mongoUri,
            port: 0,
            production,
            assertionKey,
            clock,
            machineClock: systemClock,
            sealer,
            redisUri: env.REDIS_URL,
            auditRetentionDays: env.AUDIT_RETENTION_DAYS,
            checks,
            log,
            http,
          });
        }),
      );
      return {
        urls: Object.fromEntries(running.map(({ url }, at) => [subgraphs[at]!.name, `${url}/graphql`])),
        lines: running.flatMap(({ report }) => report.lines),
        stop: () => stopTogether(running),
      };
    },
    startGateway: async (subgraphUrls, port = env.PORT) =>
      startGateway({
        supergraph: { path: supergraphPath(), watch: true },
        operationsFolder: operationsFolder(),
        subgraphUrls,
        production,
        assertionKey,
        clock,
        machineClock: systemClock,
        identity: await openIdentity(env),
        host: env.HOST,
        port,
        log: createLog('gateway', env.LOG_LEVEL),
        http: httpChoices(env),
        protection: protectionOf(env),
        cache: cacheOf(env),
      }),
  };
}
