import type { Clock } from '@shanghai/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionRequest } from './execution/executor.js';

/** What one request carries through the gateway. */
export type GatewayContext = Pick<ExecutionRequest, 'stamp' | 'cost' | 'signal'>;

/** Stamps a request with its id and the one instant it is answered for; its signal ends with the client's connection. */
export function createRequestContext(clock: Clock, { id }: FastifyRequest, reply: FastifyReply): GatewayContext {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return { stamp: { requestId: id, now: clock.now() }, cost: { subgraphs: 0, store: 0 }, signal: gone.signal };
}
