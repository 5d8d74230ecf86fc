import { createLog, type PrepareReport, type Running, systemClock } from '@shanghai/platform';
import { loadPopulation, removePopulation } from '@shanghai/population';
import type { PartsRunner } from './graph-parts.js';
import { openGraphStore } from './graph-store.js';
import type { LaunchEnv } from './launch-env.js';
import { requirePort } from './ports.js';

export interface LaunchOptions {
  readonly env: LaunchEnv;
  readonly runner: PartsRunner;
  /** Whether the graph holds the small invented population; without it, one of an earlier start is taken out. */
  readonly synthetic: boolean;
  readonly print: (line: string) => void;
}

/**
 * Brings up the store, the subgraphs and the gateway, prints what was loaded and what was irregular, and at the end where the
 * graph answers.
 * @throws StartupError when a part cannot start; the parts that did are stopped again
 */
export async function launch({ env, runner, synthetic, print }: LaunchOptions): Promise<Running> {
  const running: Running[] = [];

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
    const population = await settlePopulation(store.uri, synthetic);
    const gateway = started(await runner.startGateway(subgraphs.urls));
    for (const line of [store.line, ...subgraphs.lines, ...population.lines]) print(line);
    print(`ready http://localhost:${new URL(gateway.url).port || '80'}`);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function settlePopulation(mongoUri: string, synthetic: boolean): Promise<PrepareReport> {
  const target = { mongoUri, log: createLog('population') };
  return synthetic ? loadPopulation({ ...target, size: 'S', clock: systemClock }) : removePopulation(target);
}
