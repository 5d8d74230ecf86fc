import { createLog, openTracing, runProcess, StartupError, traced } from '@shanghai/platform';
import { type PopulationChoice, populationSizes } from '@shanghai/population';
import { parseArgs } from 'node:util';
import { inFiveProcesses } from './in-five-processes.js';
import { inOneProcess } from './in-one-process.js';
import { launch } from './launch.js';
import { type LaunchEnv, readLaunchEnv } from './launch-env.js';

/**
 * `main.js` runs everything in this process, `--services` each part in its own; `--population M` says how many agencies are
 * invented.
 */

await runProcess('start', async () => {
  const { services, population } = readFlags();
  const env = readLaunchEnv();
  const runner = services ? await inFiveProcesses(env) : inOneProcess(env);
  // Each of several processes traces what it does itself.
  const tracing = services ? undefined : await openTracing(createLog('start', env.LOG_LEVEL));
  const print = (line: string): void => console.log(line);
  return traced(await launch({ env, runner, population: population ?? defaultPopulation(env), print }), tracing);
});

/** Nothing is invented in production unless it is asked for. */
function defaultPopulation({ NODE_ENV }: LaunchEnv): PopulationChoice {
  return NODE_ENV === 'production' ? 'none' : 'as it is';
}

function readFlags(): { readonly services: boolean; readonly population: PopulationChoice | undefined } {
  const { services, population } = parseFlags();
  const choices: readonly string[] = [...Object.keys(populationSizes), 'none'];
  if (population !== undefined && !choices.includes(population))
    throw new StartupError(`--population is one of ${choices.join(', ')}`);
  return { services, population: population as PopulationChoice | undefined };
}

function parseFlags() {
  try {
    return parseArgs({
      options: { services: { type: 'boolean', default: false }, population: { type: 'string' } },
    }).values;
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new StartupError(`${reason}; there are --services and --population`, { cause: error });
  }
}
