import type { BaseContext } from '@apollo/server';
import { z } from 'zod';
import { assertionKeyVariable } from '../access/assertion-key.js';
import { clockOf, clockOffsetVariable } from '../clock-variables.js';
import { systemClock } from '../clock.js';
import { readEnv } from '../env.js';
import {
  auditRetentionVariable,
  httpChoices,
  httpVariables,
  logLevelVariable,
  nodeEnvVariable,
  portVariable,
} from '../env-variables.js';
import { createLog } from '../log.js';
import { redisChecks } from '../redis.js';
import { sealerOf, sealingVariables } from '../seal/sealing-variables.js';
import { runProcess } from '../startup.js';
import { openTracing, traced } from '../tracing/open-tracing.js';
import { startSubgraph } from './start-subgraph.js';
import type { Subgraph } from './subgraph.js';

const variables = z.object({
  MONGODB_URI: z.string('must name the MongoDB, as mongodb://host:port/'),
  PORT: portVariable,
  HOST: z.string().default('127.0.0.1'),
  REDIS_URL: z.string().optional(),
  ASSERTION_KEY: assertionKeyVariable,
  LOG_LEVEL: logLevelVariable,
  NODE_ENV: nodeEnvVariable,
  ...httpVariables,
  ...sealingVariables,
  CLOCK_OFFSET_MS: clockOffsetVariable,
  AUDIT_RETENTION_DAYS: auditRetentionVariable,
});

/** A subgraph as a process of its own, set up by the environment: what every service's `main.ts` calls. */
export async function runSubgraph<Context extends BaseContext>(subgraph: Subgraph<Context>): Promise<void> {
  await runProcess(subgraph.name, async () => {
    const env = readEnv(variables);
    const log = createLog(subgraph.name, env.LOG_LEVEL);
    const tracing = await openTracing(log);
    const checks = await redisChecks(env.REDIS_URL, log);
    const production = env.NODE_ENV === 'production';
    const running = await startSubgraph(subgraph, {
      mongoUri: env.MONGODB_URI,
      host: env.HOST,
      port: env.PORT,
      assertionKey: env.ASSERTION_KEY,
      production,
      clock: clockOf(env.CLOCK_OFFSET_MS, { production }),
      machineClock: systemClock,
      log,
      sealer: await sealerOf(env),
      redisUri: env.REDIS_URL,
      auditRetentionDays: env.AUDIT_RETENTION_DAYS,
      checks,
      http: httpChoices(env),
    });
    for (const line of running.report.lines) console.log(line);
    return traced(running, tracing);
  });
}
