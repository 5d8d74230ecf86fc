import { all as addressesOf, compile as trusting } from '@fastify/proxy-addr';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { BlockList, Socket } from 'node:net';
import type { Logger } from '../log.js';
import { LogEvent } from '../log-events.js';
import { registerMetrics } from '../metrics/metrics-route.js';
import { StartupError } from '../startup.js';
import { registerHealth, type ReadinessCheck } from './health.js';
import { type PlainRoute, servePlainly } from './plain-route.js';
import { createRequestReport, type RequestLevel, tellRequests } from './request-report.js';

export interface HttpServerOptions {
  readonly name: string;
  readonly log: Logger;
  /** What must hold before requests are welcome. */
  readonly checks: readonly ReadinessCheck[];
  /** How long requests are still taken after `stop`, so that whoever sends them sees `/readyz` first; in milliseconds. */
  readonly drainMs?: number | undefined;
  /** How long requests under way may take to end after that, in milliseconds. */
  readonly graceMs?: number | undefined;
  /** Who may read `/metrics`: this machine when absent. */
  readonly metricsFrom?: BlockList | undefined;
  /** At which level answered requests are logged: `debug` when absent. */
  readonly requestLevel?: RequestLevel | undefined;
  /**
   * Whether logs and errors find the request that they are of without being handed it; they do when absent. It costs something
   * for each promise.
   */
  readonly isAmbient?: boolean | undefined;
  /** Addresses or networks of proxies whose word is taken for who asks; nobody's when absent. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** How long a connection may take to send the head of a request: 10 s when absent. */
  readonly headersTimeoutMs?: number | undefined;
  /** How long it may take to send a whole request: 30 s when absent. */
  readonly requestTimeoutMs?: number | undefined;
  /** Connections at a time, above which new ones are closed: 5000 when absent. */
  readonly connections?: number | undefined;
}

/** What an operator chooses of every HTTP server. */
export type HttpChoices = Pick<
  HttpServerOptions,
  'drainMs' | 'metricsFrom' | 'headersTimeoutMs' | 'requestTimeoutMs' | 'connections'
>;

/** A server that has its routes added through `app`, then listens, then stops. */
export interface HttpServer {
  readonly app: FastifyInstance;
  /** Serves a path beside the router; before it listens. */
  addPlainRoute(route: PlainRoute): void;
  /**
   * Listens and answers the base URL.
   * @throws StartupError when the address is taken or not allowed
   */
  listen(where: { readonly host: string; readonly port: number }): Promise<string>;
  /** Not ready from now on; after the drain it takes no new connection; requests under way end within the grace; all is closed. */
  stop(): Promise<void>;
}

/** Of a body, whoever reads it. */
export const BODY_LIMIT_BYTES = 1_048_576;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often connections are looked at for these two. */
const CHECK_MS = 1_000;
const CONNECTIONS = 5_000;
/** As long as the router would have it. */
const KEEP_ALIVE_MS = 72_000;
const GRACE_MS = 10_000;
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** Makes the HTTP server that every process uses: bounded bodies and times, request ids, `/healthz` and `/readyz`. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { name, log, checks, drainMs = 0, graceMs = GRACE_MS, requestLevel = 'debug', trustedProxies = [] } = options;
  let stopping: Promise<void> | undefined;
  const isStopping = (): boolean => stopping !== undefined;
  const idOf = ({ headers }: { readonly headers: IncomingMessage['headers'] }): string => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  };
  const plain: ((raw: IncomingMessage, response: ServerResponse) => boolean)[] = [];
  // Named, since an inline pino logger would become part of the instance's type.
  const loggerInstance: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // One of its own for each request would be made, and never written to.
    childLoggerFactory: (logger) => logger,
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    serverFactory: (route) =>
      serverOf((raw, response) => {
        if (!plain.some((serve) => serve(raw, response))) route(raw, response);
      }, options),
    forceCloseConnections: 'idle',
    // A request on a connection that is kept was sent before its sender could know.
    return503OnClosing: false,
    genReqId: idOf,
  });

  const report = createRequestReport({ name, log, level: requestLevel });
  tellRequests(app, report, options.isAmbient ?? true);
  app.addHook('onSend', (_request, reply, _payload, next) => {
    void reply.header('x-content-type-options', 'nosniff');
    // Answers may come to hold personal data, and none is worth a place in a shared cache yet.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    // Else a client that keeps its connections would hold the server open after its last answer.
    if (isStopping()) void reply.header('connection', 'close');
    next();
  });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ status: 'not found' }));
  registerHealth(app, checks, isStopping);
  registerMetrics(app, options.metricsFrom);

  /** Connections that have not ended. */
  const open = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });

  async function close(): Promise<void> {
    await delay(drainMs);
    const closed = app.close();
    const timer = new AbortController();
    const late = delay(graceMs, 'late', { signal: timer.signal }).catch(() => undefined);
    if ((await Promise.race([closed, late])) === 'late') {
      log.warn(
        { event: LogEvent.STOP_BROKE_REQUESTS, graceMs },
        'requests were under way after the grace and are broken off',
      );
      app.server.closeAllConnections();
    }
    timer.abort();
    await closed;
    // A server is closed a turn before its last connections say so, and only then is told what became of their requests.
    await Promise.all([...open].map(async (socket) => new Promise((ended) => socket.once('close', ended))));
  }

  return {
    app,
    addPlainRoute(route) {
      plain.push(servePlainly(route, { report, idOf, addressOf: addressReader(trustedProxies), isStopping }));
    },
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

/** The server under the router, with its times and its number of connections. */
function serverOf(listener: RequestListener, options: HttpServerOptions): Server {
  const { headersTimeoutMs: headersTimeout = HEADERS_TIMEOUT_MS, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const connectionsCheckingInterval = Math.min(CHECK_MS, headersTimeout);
  const server = createServer(
    { headersTimeout, requestTimeout: requestTimeoutMs, connectionsCheckingInterval },
    listener,
  );
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxConnections = options.connections ?? CONNECTIONS;
  return server;
}

/** Tells from where a request comes: what trusted proxies say, one after the other, else who holds the connection. */
function addressReader(proxies: readonly string[]): (raw: IncomingMessage) => string {
  if (proxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const isTrusted = trusting([...proxies]);
  return (raw) => addressesOf(raw, isTrusted).at(-1) ?? '';
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
