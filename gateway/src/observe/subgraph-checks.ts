import type { ReadinessCheck } from '@shanghai/platform';
import { request } from 'undici';

const ANSWER_MS = 2_000;

/** Checks of the subgraphs: a gateway without one of them is degraded, and answers what the others know. */
export function subgraphChecks(urls: Readonly<Record<string, string>>): readonly ReadinessCheck[] {
  return [
    { name: 'supergraph', check: () => true },
    ...Object.entries(urls).map(([name, url]) => ({
      name,
      optional: true,
      check: async () => isReady(new URL('/readyz', url)),
    })),
  ];
}

async function isReady(url: URL): Promise<boolean> {
  const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(ANSWER_MS) });
  await body.dump();
  return statusCode === 200;
}
