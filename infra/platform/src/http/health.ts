import type { FastifyInstance } from 'fastify';
import { version } from '../version.js';

/** One thing that should hold before requests are welcome. */
export interface ReadinessCheck {
  readonly name: string;
  /** A check that throws or answers false has failed. */
  readonly check: () => boolean | Promise<boolean>;
  /** Whether requests can be answered in part without it: then its failure makes the process degraded, not unready. */
  readonly optional?: boolean;
}

/**
 * `/healthz` answers as long as the process is alive. `/readyz` answers 200 when every check holds that must, else 503, with
 * each check's state by name and no reason: reasons belong in the log. While stopping it answers 503.
 */
export function registerHealth(
  app: FastifyInstance,
  checks: readonly ReadinessCheck[],
  isStopping: () => boolean,
): void {
  const states = shared(async () =>
    Promise.all(checks.map(async (check) => ({ ...check, state: await stateOf(check) }))),
  );
  app.get('/healthz', () => ({ status: 'alive', version }));
  app.get('/readyz', async (_request, reply) => {
    const found = await states();
    const failed = found.filter(({ state }) => state === 'failed');
    const status = isStopping()
      ? 'stopping'
      : failed.some(({ optional }) => optional !== true)
        ? 'not ready'
        : failed.length > 0
          ? 'degraded'
          : 'ready';
    void reply.code(status === 'ready' || status === 'degraded' ? 200 : 503);
    return { status, checks: Object.fromEntries(found.map(({ name, state }) => [name, state])) };
  });
}

async function stateOf({ check }: ReadinessCheck): Promise<'ok' | 'failed'> {
  try {
    return (await check()) ? 'ok' : 'failed';
  } catch {
    return 'failed';
  }
}

/** However many ask at once, the checks run once: anyone may ask. */
function shared<T>(run: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= run().finally(() => (underWay = undefined));
    return underWay;
  };
}
