import { type Clock, clockOf, createLog, type Running, sealerOf, systemClock } from '@shanghai/platform';
import { type PopulationChoice, settlePopulation } from '@shanghai/population';
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
    const invented = await settlePopulation({
      mongoUri: store.uri,
      choice: population,
      clock,
      sealer: await sealerOf(env),
      patienceMs: PATIENCE_MS,
      log: createLog('population', env.LOG_LEVEL),
    });
    const gateway = started(await runner.startGateway(subgraphs.urls));
    for (const line of [store.line, ...clockLines(clock), ...subgraphs.lines, ...invented.lines]) print(line);
    print(`ready http://localhost:${new URL(gateway.url).port || '80'}`);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A clock that is shifted is told, since everything that is dated by it is invented. */
function clockLines(clock: Clock): readonly string[] {
  return clock === systemClock ? [] : [`clock: shifted, it is ${clock.now().toISOString()} and runs on (CLOCK_START)`];
}
