import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ASSERTION_HEADER, type AssertedRequest, type Assertion, readAssertion } from '../access/assertion.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';

export interface AssertionOptions {
  readonly key: string;
  readonly clock: Clock;
  readonly log: Logger;
}

const REFUSAL = { errors: [{ message: 'not authenticated', extensions: { code: 'UNAUTHENTICATED' } }] };

/**
 * Answers 401 and nothing else to every request of the routes in a Fastify scope that no gateway asserts: before its body is
 * read, and again when the body is not the one that was signed. What it returns tells the asserted request.
 */
export function requireAssertion(
  scope: FastifyInstance,
  { key, clock, log }: AssertionOptions,
): (request: FastifyRequest) => AssertedRequest {
  const believed = new WeakMap<FastifyRequest, Assertion>();
  const parseJson = scope.getDefaultJsonParser('error', 'error');

  function refuse(reply: FastifyReply, reason: string): FastifyReply {
    log.warn({ event: LogEvent.ASSERTION_REFUSED, reason }, 'a request without a valid assertion is refused');
    return reply.code(401).send(REFUSAL);
  }

  scope.addHook('onRequest', async (request, reply) => {
    const { method, url, headers } = request;
    const assertion = readAssertion(key, headers[ASSERTION_HEADER], { method, path: url, at: clock.now() });
    if (typeof assertion === 'string') return refuse(reply, assertion);
    believed.set(request, assertion);
    return undefined;
  });

  // Whatever its type is said to be, a body is first compared with what was signed.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.addHook('preValidation', async (request, reply) => {
    const { body } = request;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (believed.get(request)?.isAbout(bytes) !== true) return refuse(reply, 'BODY');
    request.body = await new Promise((resolve, reject) => {
      void parseJson(request, bytes.toString(), (error: Error | null, parsed: unknown) =>
        error ? reject(error) : resolve(parsed),
      );
    });
    return undefined;
  });

  return (request) => believed.get(request)!.request;
}
