import { afterAll, beforeAll } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import {
  type Clock,
  createLog,
  newAssertionKey,
  systemClock,
  type RunningSubgraph,
  readServerTiming,
  startSubgraph,
} from '@shanghai/platform';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GatewayOptions, type RunningGateway, startGateway } from '../dist/start-gateway.js';
import { authors, books, compose, type TinyContext } from './tiny-graph.js';

export const log = createLog('test', 'silent');

/** Any JSON: what is asked here is what is answered, not what the types say. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface TinyGraph {
  /** The folder that holds `supergraph.graphql` and the operations. */
  readonly folder: string;
  readonly supergraph: string;
  readonly urls: { readonly authors: string; readonly books: string };
  /** The secret that gateways and subgraphs share. */
  readonly assertionKey: string;
  /** A gateway before both subgraphs, stopped after the file. */
  gateway(options?: Partial<GatewayOptions>): Promise<RunningGateway>;
  /** One subgraph, stopped after the file. */
  subgraph(which: typeof authors): Promise<RunningSubgraph>;
}

/** Both subgraphs, each served as it is in earnest, for the tests of a file. Gateway and subgraphs go by one clock. */
export function useTinyGraph(clock: Clock = systemClock): () => TinyGraph {
  const assertionKey = newAssertionKey();
  const stops: (() => Promise<void>)[] = [];
  let graph: TinyGraph | undefined;

  beforeAll(async () => {
    const given = process.env['MONGODB_URI'];
    const mongo = given === undefined ? await startEmbeddedMongo() : { uri: given, stop: async () => undefined };
    stops.push(() => mongo.stop());
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    stops.push(() => rm(folder, { recursive: true }));
    const supergraph = join(folder, 'supergraph.graphql');
    await writeFile(supergraph, compose(authors, books));
    await writeFile(
      join(folder, 'AuthorPage.graphql'),
      'query AuthorPage($code: Code!) { author(code: $code) { name } }',
    );
    await writeFile(join(folder, 'AuthorPage.variables.json'), '{ "code": "1" }');

    async function subgraph(which: typeof authors): Promise<RunningSubgraph> {
      const database = `gateway_${process.pid}_${Date.now().toString(36)}_${which.name}`;
      const running = await startSubgraph<TinyContext>(which, {
        mongoUri: mongo.uri,
        port: 0,
        database,
        log,
        clock,
        assertionKey,
      });
      stops.push(async () => {
        if (given !== undefined) await running.connection.dropDatabase();
        await running.stop();
      });
      return running;
    }

    const [first, second] = await Promise.all([subgraph(authors), subgraph(books)]);
    const urls = { authors: `${first.url}/graphql`, books: `${second.url}/graphql` };
    graph = {
      folder,
      supergraph,
      urls,
      assertionKey,
      subgraph,
      async gateway(options) {
        const running = await startGateway({
          supergraph: { path: supergraph },
          subgraphUrls: urls,
          operationsFolder: folder,
          port: 0,
          log,
          clock,
          assertionKey,
          ...options,
        });
        stops.push(() => running.stop());
        return running;
      },
    };
  });

  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  return () => graph!;
}

/** An answer of the gateway, with what it cost. */
export async function ask(url: string, query: string, rest: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, ...rest }),
  });
  const body = (await response.json()) as { data?: Json; errors?: Json[] };
  const timing = response.headers.get('server-timing');
  for (const error of body.errors ?? []) takeRequestId(error, response.headers.get('x-request-id'));
  return {
    ...body,
    status: response.status,
    headers: response.headers,
    cost: { subgraphs: readServerTiming(timing, 'subgraphs'), store: readServerTiming(timing, 'store') },
  };
}

/** Takes the request id, which every error has, out of an error, so that tests can compare the rest. */
export function takeRequestId({ extensions }: Json, expected: string | null): void {
  if (extensions?.requestId !== expected) throw new Error('an error does not have the id of its request');
  delete extensions.requestId;
}
