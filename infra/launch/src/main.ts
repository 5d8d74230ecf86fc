import { runProcess, StartupError } from '@shanghai/platform';
import { parseArgs } from 'node:util';
import { inFiveProcesses } from './in-five-processes.js';
import { inOneProcess } from './in-one-process.js';
import { launch } from './launch.js';
import { readLaunchEnv } from './launch-env.js';

/** `main.js` runs everything in this process, `main.js --services` each part in its own. */

await runProcess('start', async () => {
  const env = readLaunchEnv();
  const runner = readFlags().services ? await inFiveProcesses(env) : inOneProcess(env);
  return launch({ env, runner, print: (line) => console.log(line) });
});

function readFlags(): { readonly services: boolean } {
  try {
    return parseArgs({ options: { services: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message.split('. ')[0]}; there is only --services`, { cause: error });
  }
}
