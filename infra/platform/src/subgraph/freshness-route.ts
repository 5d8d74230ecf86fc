import type { FastifyInstance } from 'fastify';
import type { Freshness } from '../events/freshness.js';

export interface FreshnessSource {
  readonly read: () => Promise<Freshness>;
  /** Calls the function when something may have changed; until the end is called. */
  readonly onProgress: (listener: () => void) => () => void;
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal;
}

/** How long a question waits for something new. */
const WAIT_MS = 20_000;
/** How often it looks by itself: other processes change the store too, and not all of them can wake this one. */
const LOOK_MS = 400;

/**
 * Adds POST /freshness, `{ known }`: how new the answers of this subgraph are. It is answered as soon as that is not what is known,
 * else after 20 seconds, so that a gateway which asks again and again hears of a change at once. 503 until the data is prepared.
 */
export function addFreshnessRoute(scope: FastifyInstance, isReady: () => boolean, source: FreshnessSource): void {
  scope.post<{ Body: { readonly known?: unknown } | null }>('/freshness', async (request, reply) => {
    if (!isReady()) return reply.code(503).send({ errors: [{ message: 'not ready yet' }] });
    const until = performance.now() + WAIT_MS;
    const mayWait = (): boolean => !reply.raw.destroyed && !source.stopping.aborted && performance.now() < until;
    let text = JSON.stringify(await source.read());
    while (text === request.body?.known && mayWait()) {
      await nextLook(source);
      text = JSON.stringify(await source.read());
    }
    return reply.type('application/json').send(text);
  });
}

/** Waits for a sign that something has changed, or a while. */
async function nextLook({ onProgress, stopping }: FreshnessSource): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = (): void => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', look);
      end();
      resolve();
    };
    const timer = setTimeout(look, LOOK_MS);
    stopping.addEventListener('abort', look);
    const end = onProgress(look);
  });
}
