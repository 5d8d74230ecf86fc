import type { FastifyRequest } from 'fastify';
import { type Clock, readInstant } from '../clock.js';

/** What every part of one request agrees on. */
export interface RequestStamp {
  readonly requestId: string;
  /** The one instant that the whole request is answered for. */
  readonly now: Date;
}

/** The header that carries `RequestStamp.now` from the gateway, in RFC 3339. */
export const REQUEST_NOW_HEADER = 'x-request-now';

/** The stamp of a request that came through the gateway; the clock's instant when it carries none that can be read. */
export function readRequestStamp({ id, headers }: FastifyRequest, clock: Clock): RequestStamp {
  const given = headers[REQUEST_NOW_HEADER];
  const instant = typeof given === 'string' ? readInstant(given) : undefined;
  return { requestId: id, now: instant ?? clock.now() };
}
