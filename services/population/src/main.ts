import { parseArgs } from 'node:util';
import {
  StartupError,
  createLog,
  logLevelVariable,
  nodeEnvVariable,
  readEnv,
  runProcess,
  sealerOf,
  sealingVariables,
  systemClock,
} from '@shanghai/platform';
import { z } from 'zod';
import { loadPopulation, removePopulation } from './load-population.js';
import { type PopulationSize, populationSizes } from './population-size.js';

/** `main.js --size M` puts invented agencies into the store, `main.js --none` takes them out. */

const variables = z.object({
  MONGODB_URI: z.string('must name the MongoDB, as mongodb://host:port/'),
  LOG_LEVEL: logLevelVariable,
  NODE_ENV: nodeEnvVariable,
  ...sealingVariables,
});

await runProcess('population', async () => {
  const size = readSize();
  const env = readEnv(variables);
  const target = { mongoUri: env.MONGODB_URI, log: createLog('population', env.LOG_LEVEL) };
  const report =
    size === null
      ? await removePopulation(target)
      : await loadPopulation({ ...target, size, clock: systemClock, sealer: await sealerOf(env) });
  for (const line of report.lines) console.log(line);
  return { stop: async () => undefined };
});

/** The size that the arguments name; null for none. */
function readSize(): PopulationSize | null {
  const values = readArguments();
  if (values.none === true) return null;
  const known = Object.keys(populationSizes) as PopulationSize[];
  const size = known.find((one) => one === (values.size ?? 'S'));
  if (!size) throw new StartupError(`--size is one of ${known.join(', ')}`);
  return size;
}

function readArguments(): { readonly size?: string | undefined; readonly none?: boolean | undefined } {
  try {
    return parseArgs({ options: { size: { type: 'string' }, none: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : 'the arguments are not usable');
  }
}
