import type { BaseContext } from '@apollo/server';
import type { Connection } from 'mongoose';
import { assertionKeyOf } from '../access/assertion-key.js';
import type { AssertedRequest } from '../access/assertion.js';
import { type Background, createBackground } from '../background/background.js';
import { type Clock, systemClock } from '../clock.js';
import { createConsumers } from '../events/consumer-store.js';
import { lagOf } from '../events/consume.js';
import { createEvents } from '../events/event-store.js';
import { readFreshness } from '../events/freshness.js';
import type { ReadinessCheck } from '../http/health.js';
import { createHttpServer, type HttpChoices } from '../http/http-server.js';
import { createJournal } from '../journal/create-journal.js';
import { recordRefusedAct } from '../journal/record-refused-act.js';
import { createRefusedActs } from '../journal/refused-act-store.js';
import { createLog, type Logger } from '../log.js';
import { noSealer } from '../seal/no-sealer.js';
import type { Sealer } from '../seal/sealer.js';
import type { Running } from '../startup.js';
import { connectMongo, type MongoOptions } from '../store/connect-mongo.js';
import type { PrepareReport, RequestServices, Services, Subgraph } from './subgraph.js';

export interface SubgraphOptions {
  readonly mongoUri: string;
  /** 127.0.0.1 when absent. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
  /** The subgraph's name when absent; tests that share a server choose their own. */
  readonly database?: string;
  /** The database of events, which all subgraphs of a graph share: `events` when absent. */
  readonly eventsDatabase?: string;
  /** Whether relay, consumers and clockwork run by themselves: they do when absent; tests that drive them by hand say false. */
  readonly background?: boolean;
  /** How often clockwork looks for what is due; a minute when absent. */
  readonly everyMs?: number;
  /** How long refused acts are kept: 400 days when absent. */
  readonly auditRetentionDays?: number;
  /** A Redis that wakes the background of other processes. */
  readonly redisUri?: string | undefined;
  /** Without introspection and counts in answers. */
  readonly production?: boolean;
  /** The secret shared with the gateway; that of development when absent, which production refuses. */
  readonly assertionKey?: string | undefined;
  readonly log?: Logger;
  /** The time that acts and clockwork live in; the machine's when absent. */
  readonly clock?: Clock;
  /** By which a gateway's word is fresh, whatever time acts live in; `clock` when absent. */
  readonly machineClock?: Clock;
  /** When absent nothing can be sealed. */
  readonly sealer?: Sealer;
  /** What must hold beside the store before requests are welcome. */
  readonly checks?: readonly ReadinessCheck[];
  readonly onCommand?: MongoOptions['onCommand'];
  readonly http?: HttpChoices;
}

export interface RunningSubgraph extends Running {
  /** The base URL; the graph is at `/graphql` under it. */
  readonly url: string;
  readonly report: PrepareReport;
  readonly connection: Connection;
  /** The database of events. */
  readonly events: Connection;
  readonly background: Background;
}

/**
 * Serves a subgraph at POST /graphql, to whom a gateway asserts, and does its background work. It listens before its data is
 * prepared, and answers 503 until it is.
 * @throws StartupError when the store cannot be reached, the port is taken, a field is without `@access`, or production has no
 * key
 */
export async function startSubgraph<Context extends BaseContext>(
  subgraph: Subgraph<Context>,
  options: SubgraphOptions,
): Promise<RunningSubgraph> {
  const { mongoUri: uri, port, host = '127.0.0.1', database = subgraph.name, production = false, onCommand } = options;
  const { log = createLog(subgraph.name), clock = systemClock, sealer = noSealer, checks = [] } = options;
  const { machineClock = clock, eventsDatabase = 'events', auditRetentionDays } = options;
  const services: Services = { log, clock, sealer };
  const key = assertionKeyOf(options.assertionKey, { production });
  let isPrepared = false;

  // Loaded here, since a gateway starts without a GraphQL server.
  const { createGraphqlServer, withRequest } = await import('./graphql-server.js');
  const { addGraphRoute } = await import('./graph-route.js');
  // Made first, since it refuses a schema that is not safe, and used when it is asked.
  const graphql = createGraphqlServer(subgraph, {
    log,
    production,
    onForbiddenAct: async (act, { now: at, requestId, caller: { role, subject, scopes } }) =>
      recordRefusedAct(
        connection,
        { at, role, subject, scopes, act, aggregate: null, codes: ['FORBIDDEN'], requestId },
        log,
      ),
  });
  const connection = await connectMongo({ uri, database, log, onCommand });
  const events = connection.useDb(eventsDatabase, { useCache: true });
  const lag: RequestServices['lag'] = async (name) => lagOf({ consumer: { name }, store: connection, events });
  const requestServices: RequestServices = { ...services, lag };
  const background = createBackground({ ...options, subgraph, store: connection, events, services });
  const http = createHttpServer({
    ...options.http,
    name: subgraph.name,
    log,
    checks: [
      { name: 'store', check: () => answersPing(connection) },
      { name: 'data', check: () => isPrepared },
      ...background.checks,
      ...checks,
    ],
  });

  const stopping = new AbortController();

  async function stop(): Promise<void> {
    stopping.abort();
    await http.stop();
    await background.stop();
    await graphql.stop();
    await connection.close();
  }

  try {
    await graphql.start();
    const contextOf = (request: AssertedRequest): Context =>
      withRequest(subgraph.createContext(connection, request, requestServices), request);
    await addGraphRoute(http.app, graphql, {
      service: subgraph.name,
      assertions: { key, clock: machineClock, log },
      contextOf,
      isReady: () => isPrepared,
      showCosts: !production,
      freshness: {
        read: async () => readFreshness(connection, events, background.consumers),
        onProgress: (listener) => background.onProgress(listener),
        stopping: stopping.signal,
      },
    });
    const url = await http.listen({ host, port });
    await Promise.all([
      createJournal(connection),
      createRefusedActs(connection, auditRetentionDays),
      createConsumers(connection),
      createEvents(events),
    ]);
    const { lines } = await subgraph.prepare(connection, services);
    const report = { lines: lines.map((line) => `${subgraph.name}: ${line}`) };
    isPrepared = true;
    if (options.background ?? true) background.start();
    return { url, report, connection, events, background, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answersPing({ db }: Connection): Promise<boolean> {
  await db?.admin().ping();
  return db !== undefined;
}
