import type { z } from 'zod';
import { StartupError } from './startup.js';

/**
 * Reads the environment as the object says; a variable that is empty counts as one that is not set.
 * @throws StartupError that names every fault in one line, without the values, which may be secrets
 */
export function readEnv<Shape extends z.ZodRawShape>(
  variables: z.ZodObject<Shape>,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const read = variables.safeParse(given);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new StartupError(`the environment is not usable: ${faults.join('; ')}`);
}
