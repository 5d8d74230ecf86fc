import type { Logger } from '../log.js';
import type { Running } from '../startup.js';
import { openTracing } from '../tracing/open-tracing.js';

/** Opens the tracing of the process with these variables, which stand in the environment until it stops. */
export async function traceWithVariables(
  variables: Readonly<Record<string, string>>,
  log: Logger,
): Promise<Running | undefined> {
  Object.assign(process.env, variables);
  const takeAway = (): void => {
    for (const name of Object.keys(variables)) delete process.env[name];
  };
  let tracing: Running | undefined;
  try {
    tracing = await openTracing(log);
  } finally {
    if (!tracing) takeAway();
  }
  return (
    tracing && {
      async stop() {
        await tracing.stop();
        takeAway();
      },
    }
  );
}
