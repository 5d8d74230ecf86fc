import { type Clock, clockOf, createLog, type Running, sealerOf, systemClock } from '@shanghai/platform';
import { type PopulationChoice, settlePopulation, superviseInvented } from '@shanghai/population';
import type { PartsRunner } from './graph-parts.js';
import { openGraphStore } from './graph-store.js';
import type { LaunchEnv } from './launch-env.js';
import { requirePort } from './ports.js';

/** How long what the catalogue tells may be on its way to the agencies. */
const PATIENCE_MS = 20_000;

export interface LaunchOptions {
  readonly env: LaunchEnv;
  readonly runner: PartsRunner;
  readonly population: PopulationChoice;
  readonly print: (line: string) => void;
}

/**
 * Brings up the store, the subgraphs and the gateway, prints what was loaded and what was irregular, and at the end where the
 * graph answers.
 * @throws StartupError when a part cannot start; the parts that did are stopped again
 */
export async function launch({ env, runner, population, print }: LaunchOptions): Promise<Running> {
  const running: Running[] = [];
  const clock = clockOf(env.CLOCK_START, { production: env.NODE_ENV === 'production' });

  /** The last that started is the first that stops: nobody loses what it still needs. */
  async function stop(): Promise<void> {
    for (const part of running.splice(0).reverse()) await part.stop();
  }

  function started<T extends Running>(part: T): T {
    running.push(part);
    return part;
  }

  try {
    // Before data is loaded, so that a port in use is told at once.
    await requirePort('gateway', { host: env.HOST, port: env.PORT });
    const store = started(await openGraphStore(env.MONGODB_URI, env.DATA_DIR));
    const subgraphs = started(await runner.startSubgraphs(store.uri));
    // After the subgraphs, which make its indexes, and before anyone can ask.
    const target = {
      mongoUri: store.uri,
      clock,
      sealer: await sealerOf(env),
      patienceMs: PATIENCE_MS,
      log: createLog('population', env.LOG_LEVEL),
    };
    const invented = await settlePopulation({ ...target, choice: population });
    const gateway = started(await runner.startGateway(subgraphs.urls));
    for (const line of [store.line, ...clockLines(clock), ...subgraphs.lines, ...invented.lines]) print(line);
    print(`ready http://localhost:${new URL(gateway.url).port || '80'}`);
    // It takes acts, and nobody has to wait for it.
    if (population !== 'none') started(besides(async (signal) => superviseInvented({ ...target, signal }), print));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Something that is done while the graph answers; a stop ends it first. What it gives is printed, and a fault of it is no end. */
function besides(
  task: (signal: AbortSignal) => Promise<{ readonly lines: readonly string[] }>,
  print: (line: string) => void,
): Running {
  const ending = new AbortController();
  const done = task(ending.signal).then(
    ({ lines }) => lines.forEach(print),
    (error: unknown) => print(`population: supervision is invented in part: ${String(error)}`),
  );
  return {
    async stop() {
      ending.abort();
      await done;
    },
  };
}

/** A clock that is shifted is told, since everything that is dated by it is invented. */
function clockLines(clock: Clock): readonly string[] {
  return clock === systemClock ? [] : [`clock: shifted, it is ${clock.now().toISOString()} and runs on (CLOCK_START)`];
}
