import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ASSERTION_HEADER, type AssertedRequest, type Assertion, readAssertion } from '../access/assertion.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import { BATCH_PATH, BATCH_TYPE } from './batch-format.js';

export interface AssertionOptions {
  readonly key: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What is asserted in a scope of Fastify. */
export interface RequireAssertion {
  /** The asserted request of a request that came through. */
  of(request: FastifyRequest): AssertedRequest;
  /** Reads JSON as the bodies of the scope are read. */
  parse(request: FastifyRequest, text: string): Promise<unknown>;
}

const REFUSAL = { errors: [{ message: 'not authenticated', extensions: { code: 'UNAUTHENTICATED' } }] };

/**
 * Answers 401 and nothing else to every request of the routes in a Fastify scope that no gateway asserts: before its body is
 * read, and again when the body is not the one that was signed. The body of a batch stays a text.
 */
export function requireAssertion(
  scope: FastifyInstance,
  { key, clock, log }: AssertionOptions,
  path: string,
): RequireAssertion {
  const believed = new WeakMap<FastifyRequest, Assertion>();
  const parseJson = scope.getDefaultJsonParser('error', 'error');

  function refuse(reply: FastifyReply, reason: string): FastifyReply {
    log.warn({ event: LogEvent.ASSERTION_REFUSED, reason }, 'a request without a valid assertion is refused');
    return reply.code(401).send(REFUSAL);
  }

  async function parse(request: FastifyRequest, text: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      void parseJson(request, text, (error: Error | null, parsed: unknown) =>
        error ? reject(error) : resolve(parsed),
      );
    });
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
    const text = bytes.toString();
    request.body = isBatch(request, path) ? text : await parse(request, text);
    return undefined;
  });

  return {
    of: (request) => believed.get(request)!.request,
    parse,
  };
}

function isBatch({ url, headers }: FastifyRequest, path: string): boolean {
  return url === path + BATCH_PATH && headers['content-type'] === BATCH_TYPE;
}
