import type { FastifyInstance } from 'fastify';

/** One thing that must hold before requests are welcome. */
export interface ReadinessCheck {
  readonly name: string;
  /** A check that throws or answers false has failed. */
  readonly check: () => boolean | Promise<boolean>;
}

/**
 * `/healthz` answers as long as the process is alive. `/readyz` answers 200 when every check holds, else 503, with each
 * check's state by name and no reason: reasons belong in the log. While stopping it answers 503.
 */
export function registerHealth(
  app: FastifyInstance,
  checks: readonly ReadinessCheck[],
  isStopping: () => boolean,
): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const states = await Promise.all(checks.map(async (check) => [check.name, await stateOf(check)] as const));
    const isReady = !isStopping() && states.every(([, state]) => state === 'ok');
    void reply.code(isReady ? 200 : 503);
    return {
      status: isStopping() ? 'stopping' : isReady ? 'ready' : 'not ready',
      checks: Object.fromEntries(states),
    };
  });
}

async function stateOf({ check }: ReadinessCheck): Promise<'ok' | 'failed'> {
  try {
    return (await check()) ? 'ok' : 'failed';
  } catch {
    return 'failed';
  }
}
