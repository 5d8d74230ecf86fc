import { StartupError } from '@shanghai/platform';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { subgraphUrlsVariable } from '../subgraph-urls.js';

const onOff = z.enum(['on', 'off'], 'must be on or off');

const choices = z.object({
  supergraph: z.string('must name the file of a composed graph'),
  port: z.coerce.number('must be a port').int().min(0).max(65_535).default(4000),
  host: z.string().default('127.0.0.1'),
  /** Where subgraphs answer, in place of what the supergraph says. */
  subgraphs: subgraphUrlsVariable.optional(),
  /** Whether the graph says by `@access` who may read what; a foreign one does not. */
  access: onOff.default('on'),
  rates: onOff.default('on'),
});

/** How a supergraph that is not ours is served, as the command line says. */
export type ServeArguments = z.infer<typeof choices>;

/**
 * Reads `--supergraph FILE --port 4000 --host 127.0.0.1 --subgraphs name=url,... --access on|off --rates on|off`.
 * @throws StartupError that names every fault in one line
 */
export function readServeArguments(given: readonly string[]): ServeArguments {
  const read = choices.safeParse(flagsIn(given));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new StartupError(`the arguments are not usable: ${faults.join('; ')}`);
}

function flagsIn(given: readonly string[]): Readonly<Record<string, unknown>> {
  const options = Object.fromEntries(Object.keys(choices.shape).map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...given], options }).values;
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : 'the arguments are not usable', { cause: error });
  }
}
