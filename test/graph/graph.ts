import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from '@jest/globals';
import { agencies } from '@shanghai/agencies';
import { catalogue } from '@shanghai/catalogue';
import { certification } from '@shanghai/certification';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import {
  type GatewayOptions,
  operationsFolder,
  type RunningGateway,
  startGateway,
  supergraphPath,
} from '@shanghai/gateway';
import {
  type ObservedCommand,
  type Running,
  type RunningSubgraph,
  createLog,
  fixedClock,
  newAssertionKey,
  readInstant,
  readServerTiming,
  startSubgraph,
} from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import { supervision } from '@shanghai/supervision';

/** An answer of the graph with what it cost. */
export interface Answer {
  // The shape is that of the operation, which only the test knows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors: readonly {
    readonly extensions: Record<string, unknown>;
    readonly path?: readonly unknown[];
  }[];
  readonly status: number;
  readonly subgraphCalls: number;
  readonly storeCommands: number;
}

/** A part of an answer. */
export type Json = Answer['data'];

/** The whole graph on the real annexes, with a clock that stands still on 1 November 2026. */
export interface Graph {
  readonly url: string;
  /** Runs one of `schema/operations`, with its example variables where none are given. */
  readonly run: (operation: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  readonly subgraph: (name: string) => RunningSubgraph;
  /** Another gateway before the same subgraphs. */
  readonly gateway: (options: Partial<GatewayOptions>) => Promise<RunningGateway>;
  /** The commands since the last look, with the subgraph that sent them. */
  readonly takeCommands: () => readonly (ObservedCommand & { readonly subgraph: string })[];
}

const subgraphs = [catalogue, agencies, supervision, certification] as const;
let graphs = 0;

/** The graph for the tests of one file, in this process. Ask for it inside a test. */
export function useGraph(): () => Graph {
  let graph: Graph | undefined;
  const running: Running[] = [];
  beforeAll(async () => {
    const given = process.env['MONGODB_URI'];
    const mongo = given === undefined ? await startEmbeddedMongo() : null;
    if (mongo) running.push(mongo);
    const commands: (ObservedCommand & { subgraph: string })[] = [];
    const clock = fixedClock(readInstant('2026-11-01T04:00:00Z')!);
    const assertionKey = newAssertionKey();
    const run = `${process.pid}_${++graphs}`;
    const served = new Map<string, RunningSubgraph>();
    for (const subgraph of subgraphs) {
      const one = await startSubgraph<object>(subgraph, {
        mongoUri: given ?? mongo!.uri,
        database: `${subgraph.name}_${run}`,
        port: 0,
        clock,
        assertionKey,
        sealer: testSealer,
        log: createLog(subgraph.name, 'silent'),
        onCommand: (command) => commands.push({ ...command, subgraph: subgraph.name }),
      });
      served.set(subgraph.name, one);
      running.push(one);
    }
    const gatewayOf = async (options: Partial<GatewayOptions>): Promise<RunningGateway> => {
      const made = await startGateway({
        supergraph: { path: supergraphPath(), watch: false },
        operationsFolder: operationsFolder(),
        subgraphUrls: Object.fromEntries([...served].map(([name, { url }]) => [name, `${url}/graphql`])),
        port: 0,
        clock,
        assertionKey,
        log: createLog('gateway', 'silent'),
        ...options,
      });
      running.push(made);
      return made;
    };
    const gateway = await gatewayOf({});
    const ask = asker(gateway.url);
    graph = {
      url: gateway.url,
      ask,
      run: async (operation, variables = exampleOf(operation)) => ask(documentOf(operation), variables),
      subgraph: (name) => served.get(name)!,
      gateway: gatewayOf,
      takeCommands: () => commands.splice(0),
    };
  });
  afterAll(async () => {
    for (const one of running.toReversed()) await one.stop();
  });
  return () => graph!;
}

/** Asks a graph at a base URL as a client does. */
export function asker(url: string): Graph['ask'] {
  return async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: Answer['errors'] };
    const cost = response.headers.get('server-timing');
    for (const error of errors ?? []) takeRequestId(error.extensions, response.headers.get('x-request-id'));
    return {
      data,
      errors: errors ?? [],
      status: response.status,
      subgraphCalls: readServerTiming(cost, 'subgraphs'),
      storeCommands: readServerTiming(cost, 'store'),
    };
  };
}

/** Takes the request id, which every error has, out of an error, so that tests can compare the rest. */
export function takeRequestId(extensions: Record<string, unknown>, expected: string | null): void {
  if (extensions['requestId'] !== expected) throw new Error('an error does not have the id of its request');
  delete extensions['requestId'];
}

/** The text of an operation. */
export function documentOf(operation: string): string {
  return readFileSync(`${operationsFolder()}/${operation}.graphql`, 'utf8');
}

/** The variables that an operation is shown with in the explorer. */
export function exampleOf(operation: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`${operationsFolder()}/${operation}.variables.json`, 'utf8')) as Record<
    string,
    unknown
  >;
}
