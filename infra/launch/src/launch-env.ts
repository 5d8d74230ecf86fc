import { cacheVariables, identityVariables, protectionVariables } from '@shanghai/gateway';
import {
  auditRetentionVariable,
  clockStartVariable,
  httpVariables,
  logLevelVariable,
  portVariable,
  readEnv,
  sealingVariables,
} from '@shanghai/platform';
import { z } from 'zod';

const variables = identityVariables.extend({
  PORT: portVariable.default(4000),
  HOST: z.string().default('127.0.0.1'),
  MONGODB_URI: z.string().optional(),
  LOG_LEVEL: logLevelVariable,
  ...httpVariables,
  ...sealingVariables,
  /** Read as the milliseconds that it is off the machine's time. */
  CLOCK_START: clockStartVariable,
  AUDIT_RETENTION_DAYS: auditRetentionVariable,
  ...protectionVariables,
  ...cacheVariables,
});

/** What the environment says about a start. */
export type LaunchEnv = z.infer<typeof variables>;

/** @throws StartupError with every fault in one line */
export function readLaunchEnv(): LaunchEnv {
  return readEnv(variables);
}

/** The environment of a process that is started from this one. */
export function environmentWith(changes: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}
