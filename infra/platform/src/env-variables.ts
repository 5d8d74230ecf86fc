import { z } from 'zod';

/** A TCP port; 0 lets the system choose one. */
export const portVariable = z.coerce.number('must be a port').int('must be a port').min(0).max(65_535);

/** How much is logged; services say little unless asked, so that what they print can be read. */
export const logLevelVariable = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn');

/** What the process is for; only `production` changes behaviour: no introspection, no pages for developers. */
export const nodeEnvVariable = z.string().default('development');
