import { z } from 'zod';
import type { HttpChoices } from './http/http-server.js';
import { AUDIT_RETENTION_DAYS } from './journal/refused-act-store.js';
import { readAddresses } from './metrics/metrics-route.js';

/** A TCP port; 0 lets the system choose one. */
export const portVariable = z.coerce.number('must be a port').int('must be a port').min(0).max(65_535);

/** How much is logged; services say little unless asked, so that what they print can be read. */
export const logLevelVariable = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn');

/** What the process is for; only `production` changes behaviour: no introspection, no pages for developers. */
export const nodeEnvVariable = z.string().default('development');

/** How many days refused acts are kept; the law asks for six months at least (网络安全法 21(三)). */
export const auditRetentionVariable = z.coerce
  .number('must be days')
  .int('must be days')
  .min(183, 'must be at least 183 days')
  .default(AUDIT_RETENTION_DAYS);

const addressesVariable = z.string().transform((text, context) => {
  const addresses = readAddresses(text);
  if (addresses) return addresses;
  context.addIssue({ code: 'custom', message: 'must be addresses or networks: 10.0.0.7,10.1.0.0/16' });
  return z.NEVER;
});

/** What an operator chooses of every HTTP server: who reads `/metrics`, and how long it drains before it closes. */
export const httpVariables = {
  METRICS_FROM: addressesVariable.optional(),
  DRAIN_MS: z.coerce.number('must be milliseconds').int('must be milliseconds').min(0).max(60_000).default(0),
};

/** The choices that the variables stand for. */
export function httpChoices(env: z.infer<z.ZodObject<typeof httpVariables>>): HttpChoices {
  return { metricsFrom: env.METRICS_FROM, drainMs: env.DRAIN_MS };
}
