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

/** `main.js --size M --certificates 1000000` puts invented agencies and certificates into the store, `main.js --none` takes them out. */

const variables = z.object({
  MONGODB_URI: z.string('must name the MongoDB, as mongodb://host:port/'),
  LOG_LEVEL: logLevelVariable,
  NODE_ENV: nodeEnvVariable,
  ...sealingVariables,
});

await runProcess('population', async () => {
  const { size, certificates } = readChoice();
  const env = readEnv(variables);
  const target = { mongoUri: env.MONGODB_URI, log: createLog('population', env.LOG_LEVEL) };
  const report =
    size === null
      ? await removePopulation(target)
      : await loadPopulation({ ...target, size, certificates, clock: systemClock, sealer: await sealerOf(env) });
  for (const line of report.lines) console.log(line);
  return { stop: async () => undefined };
});

/** The size that the arguments name, null for none, and how many certificates; as many as the size has when they say nothing. */
function readChoice(): { readonly size: PopulationSize | null; readonly certificates: number | undefined } {
  const values = readArguments();
  if (values.none === true) return { size: null, certificates: undefined };
  const known = Object.keys(populationSizes) as PopulationSize[];
  const size = known.find((one) => one === (values.size ?? 'S'));
  if (!size) throw new StartupError(`--size is one of ${known.join(', ')}`);
  const { certificates } = values;
  if (certificates !== undefined && !/^\d{1,9}$/.test(certificates))
    throw new StartupError('--certificates is a number');
  return { size, certificates: certificates === undefined ? undefined : Number(certificates) };
}

function readArguments() {
  try {
    return parseArgs({
      options: { size: { type: 'string' }, none: { type: 'boolean' }, certificates: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : 'the arguments are not usable');
  }
}
