import { runProcess, StartupError } from '@shanghai/platform';
import { parseArgs } from 'node:util';
import { inFiveProcesses } from './in-five-processes.js';
import { inOneProcess } from './in-one-process.js';
import { launch } from './launch.js';
import { readLaunchEnv } from './launch-env.js';

/** `main.js` runs everything in this process, `--services` each part in its own; `--no-synthetic` leaves invented data out. */

await runProcess('start', async () => {
  const { services, synthetic } = readFlags();
  const env = readLaunchEnv();
  const runner = services ? await inFiveProcesses(env) : inOneProcess(env);
  return launch({ env, runner, synthetic, print: (line) => console.log(line) });
});

function readFlags(): { readonly services: boolean; readonly synthetic: boolean } {
  try {
    return parseArgs({
      options: { services: { type: 'boolean', default: false }, synthetic: { type: 'boolean', default: true } },
      allowNegative: true,
    }).values;
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new StartupError(`${reason}; there are --services and --no-synthetic`, { cause: error });
  }
}
