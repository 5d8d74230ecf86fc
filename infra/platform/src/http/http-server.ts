import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from '../log.js';
import { StartupError } from '../startup.js';
import { registerHealth, type ReadinessCheck } from './health.js';

export interface HttpServerOptions {
  readonly name: string;
  readonly log: Logger;
  /** What must hold before requests are welcome. */
  readonly checks: readonly ReadinessCheck[];
  /** How long requests under way may take to end after `stop`, in milliseconds. */
  readonly graceMs?: number | undefined;
}

/** A server that has its routes added through `app`, then listens, then stops. */
export interface HttpServer {
  readonly app: FastifyInstance;
  /**
   * Listens and answers the base URL.
   * @throws StartupError when the address is taken or not allowed
   */
  listen(where: { readonly host: string; readonly port: number }): Promise<string>;
  /** Not ready from now on; takes no new connection; requests under way end within the grace; then all is closed. */
  stop(): Promise<void>;
}

const BODY_LIMIT_BYTES = 1_048_576;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const GRACE_MS = 10_000;
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** Makes the HTTP server that every process uses: bounded bodies and times, request ids, `/healthz` and `/readyz`. */
export function createHttpServer({ name, log, checks, graceMs = GRACE_MS }: HttpServerOptions): HttpServer {
  let stopping: Promise<void> | undefined;
  // Named, since an inline pino logger would become part of the instance's type.
  const loggerInstance: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });

  app.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    // Else a client that keeps its connections would hold the server open after its last answer.
    if (stopping) void reply.header('connection', 'close');
  });
  registerHealth(app, checks, () => stopping !== undefined);

  async function close(): Promise<void> {
    const closed = app.close();
    const timer = new AbortController();
    const late = delay(graceMs, 'late', { signal: timer.signal }).catch(() => undefined);
    if ((await Promise.race([closed, late])) === 'late') {
      log.warn({ graceMs }, 'requests were under way after the grace and are broken off');
      app.server.closeAllConnections();
    }
    timer.abort();
    await closed;
  }

  return {
    app,
    async listen(where) {
      try {
        return await app.listen(where);
      } catch (error) {
        throw startupErrorOf(name, where, error);
      }
    },
    stop() {
      stopping ??= close();
      return stopping;
    },
  };
}

function startupErrorOf(name: string, { host, port }: { host: string; port: number }, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartupError(`${name} cannot listen: port ${port} on ${host} is in use`, { cause: error });
    case 'EACCES':
      return new StartupError(`${name} cannot listen: port ${port} on ${host} is not allowed`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupError(`${name} cannot listen: ${host} is not an address of this machine`, { cause: error });
    default:
      return error;
  }
}
