import type { BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { Connection } from 'mongoose';
import { assertionKeyOf } from '../access/assertion-key.js';
import { type Clock, systemClock } from '../clock.js';
import type { ReadinessCheck } from '../http/health.js';
import { createHttpServer, type HttpChoices } from '../http/http-server.js';
import { serverTiming } from '../http/server-timing.js';
import { createLog, type Logger } from '../log.js';
import { noSealer } from '../seal/no-sealer.js';
import type { Sealer } from '../seal/sealer.js';
import type { Running } from '../startup.js';
import { countCommands } from '../store/command-count.js';
import { connectMongo, type MongoOptions } from '../store/connect-mongo.js';
import { createGraphqlServer, withCaller } from './graphql-server.js';
import { requireAssertion } from './require-assertion.js';
import type { PrepareReport, Services, Subgraph } from './subgraph.js';

export interface SubgraphOptions {
  readonly mongoUri: string;
  /** 127.0.0.1 when absent. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
  /** The subgraph's name when absent; tests that share a server choose their own. */
  readonly database?: string;
  /** Without introspection and counts in answers. */
  readonly production?: boolean;
  /** The secret shared with the gateway; that of development when absent, which production refuses. */
  readonly assertionKey?: string | undefined;
  readonly log?: Logger;
  readonly clock?: Clock;
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
}

/**
 * Serves a subgraph at POST /graphql, to whom a gateway asserts. It listens before its data is prepared, and answers 503 until
 * it is.
 * @throws StartupError when the store cannot be reached, the port is taken, a field is without `@access`, or production has no
 * key
 */
export async function startSubgraph<Context extends BaseContext>(
  subgraph: Subgraph<Context>,
  options: SubgraphOptions,
): Promise<RunningSubgraph> {
  const { mongoUri: uri, port, host = '127.0.0.1', database = subgraph.name, production = false, onCommand } = options;
  const { log = createLog(subgraph.name), clock = systemClock, sealer = noSealer, checks = [] } = options;
  const services: Services = { log, clock, sealer };
  const key = assertionKeyOf(options.assertionKey, { production });
  let isPrepared = false;

  const graphql = createGraphqlServer(subgraph, { log, production });
  const connection = await connectMongo({ uri, database, log, onCommand });
  const http = createHttpServer({
    ...options.http,
    name: subgraph.name,
    log,
    checks: [
      { name: 'store', check: () => answersPing(connection) },
      { name: 'data', check: () => isPrepared },
      ...checks,
    ],
  });

  async function stop(): Promise<void> {
    await http.stop();
    await graphql.stop();
    await connection.close();
  }

  try {
    await graphql.start();
    // In a scope of its own: `/healthz` and `/readyz` stay open.
    await http.app.register(async (scope) => {
      const assertedOf = requireAssertion(scope, { key, clock, log });
      const answer = fastifyApolloHandler(graphql, {
        context: async (request) => {
          const asserted = assertedOf(request);
          return withCaller(subgraph.createContext(connection, asserted, services), asserted.caller);
        },
      });
      scope.post('/graphql', async (request, reply) => {
        if (!isPrepared) return reply.code(503).send({ errors: [{ message: `${subgraph.name} is not ready yet` }] });
        const { result, commands } = await countCommands(async () => answer.call(scope, request, reply));
        if (!production) void reply.header('server-timing', serverTiming({ store: commands }));
        return result;
      });
    });
    const url = await http.listen({ host, port });
    const { lines } = await subgraph.prepare(connection, services);
    const report = { lines: lines.map((line) => `${subgraph.name}: ${line}`) };
    isPrepared = true;
    return { url, report, connection, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answersPing({ db }: Connection): Promise<boolean> {
  await db?.admin().ping();
  return db !== undefined;
}
